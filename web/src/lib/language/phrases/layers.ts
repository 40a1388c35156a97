/** Phrases of the legend and of the list of objects. */

import type { CountedPhrase, Phrase } from '../phrase';

export const LEGEND: Phrase = { kk: 'Қабаттар', ru: 'Слои карты', en: 'Map layers' };
export const CONTEXT: Phrase = { kk: 'Карта негізі', ru: 'Основа карты', en: 'Background' };
export const CELLS: Phrase = {
  kk: 'Алыстан қарағанда нүктелер санымен біріктіріледі: дөңгелек неғұрлым үлкен болса, нысан соғұрлым көп.',
  ru: 'Издалека точки объединяются с подсчётом: чем больше круг, тем больше объектов.',
  en: 'From afar points are counted together: the larger the circle, the more objects.',
};
export const LAYER: Phrase = { kk: 'Қабат', ru: 'Слой', en: 'Layer' };
export const LIST_TITLE: Phrase = {
  kk: 'Нысандар тізімі',
  ru: 'Список объектов',
  en: 'List of objects',
};
export const LIST_WHERE: Phrase = { kk: 'Қайдан', ru: 'Где', en: 'Where' };
export const LIST_IN_VIEW: Phrase = {
  kk: 'Картада көрініп тұрған аумақта',
  ru: 'В видимой части карты',
  en: 'In the visible part of the map',
};
export const LIST_IN_CHOSEN: Phrase = {
  kk: 'Таңдалған өңірде',
  ru: 'В выбранном регионе',
  en: 'In the chosen region',
};
export const MORE: Phrase = { kk: 'Тағы көрсету', ru: 'Показать ещё', en: 'Show more' };
export const SHOWN_OF: CountedPhrase = {
  kk: { other: '{n} нысан көрсетілді' },
  ru: {
    one: 'Показан {n} объект',
    few: 'Показаны {n} объекта',
    many: 'Показано {n} объектов',
    other: 'Показано {n} объекта',
  },
  en: { one: '{n} object shown', other: '{n} objects shown' },
};
export const EMPTY_LIST: Phrase = {
  kk: 'Мұнда бұл қабаттың нысандары жоқ.',
  ru: 'Здесь нет объектов этого слоя.',
  en: 'There are no objects of this layer here.',
};
export const UNNAMED: Phrase = {
  kk: '{one} № {id}',
  ru: '{one} № {id}',
  en: '{one} no. {id}',
};
export const SHOWN_OF_ALL: Phrase = {
  kk: 'Барлығы {all}, көрсетілгені {shown}',
  ru: 'Всего {all}, показано {shown}',
  en: '{all} in all, {shown} shown',
};
export const DUE: Phrase = {
  kk: 'Мерзімі: {day}',
  ru: 'Срок: {day}',
  en: 'Due {day}',
};
