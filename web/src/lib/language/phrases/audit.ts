/** The audit: who did what, when and from where. */

import type { Phrase } from '../phrase';

export const AUDIT: Phrase = { kk: 'Әрекеттер журналы', ru: 'Журнал действий', en: 'Audit' };
export const ACTOR: Phrase = { kk: 'Кім (аты немесе нөмірі)', ru: 'Кто (имя или номер)', en: 'Who (name or number)' };
export const EVENT: Phrase = { kk: 'Оқиға', ru: 'Событие', en: 'Event' };
export const ANY_EVENT: Phrase = { kk: 'Кез келген оқиға', ru: 'Любое событие', en: 'Any event' };
export const LAYER: Phrase = { kk: 'Қабат не бөлім', ru: 'Слой или раздел', en: 'Layer or room' };
export const OBJECT: Phrase = { kk: 'Нысан нөмірі', ru: 'Номер объекта', en: 'Number of the object' };
export const REGION: Phrase = { kk: 'КАТО коды', ru: 'Код КАТО', en: 'KATO code' };
export const SINCE: Phrase = { kk: 'Басталу күні', ru: 'С какого дня', en: 'From' };
export const UNTIL: Phrase = { kk: 'Аяқталу күні', ru: 'По какой день', en: 'Until' };
export const SHOW: Phrase = { kk: 'Көрсету', ru: 'Показать', en: 'Show' };
export const OLDER: Phrase = { kk: 'Ертеректері', ru: 'Более ранние', en: 'Earlier' };
export const NOTHING: Phrase = { kk: 'Мұндай жазба жоқ.', ru: 'Таких записей нет.', en: 'There are no such entries.' };
export const AS_TABLE: Phrase = { kk: 'Кесте (CSV)', ru: 'Таблица (CSV)', en: 'Table (CSV)' };
export const AS_LINES: Phrase = { kk: 'NDJSON', ru: 'NDJSON', en: 'NDJSON' };
export const STRANGER: Phrase = { kk: 'белгісіз', ru: 'неизвестный', en: 'a stranger' };
export const WITHHELD: Phrase = { kk: 'сізге көрсетілмейді', ru: 'вам не показывается', en: 'not shown to you' };
export const CHANGES: Phrase = { kk: 'Не өзгерді', ru: 'Что изменено', en: 'What changed' };
export const FIELD: Phrase = { kk: 'Өріс', ru: 'Поле', en: 'Field' };
export const BEFORE: Phrase = { kk: 'Бұрын', ru: 'Было', en: 'Before' };
export const AFTER: Phrase = { kk: 'Кейін', ru: 'Стало', en: 'After' };
export const DETAILS: Phrase = { kk: 'Толығырақ', ru: 'Подробнее', en: 'Details' };
export const UNCHAINED: Phrase = { kk: 'тізбекке қосылуда', ru: 'входит в цепочку', en: 'is joining the chain' };
