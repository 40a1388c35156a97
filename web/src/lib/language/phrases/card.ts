/** Phrases of the object card. */

import type { Phrase } from '../phrase';

export const CARD: Phrase = {
  kk: 'Нысан карточкасы',
  ru: 'Карточка объекта',
  en: 'Card of the object',
};
export const SHOW_ON_MAP: Phrase = {
  kk: 'Картадан көрсету',
  ru: 'Показать на карте',
  en: 'Show on the map',
};
export const ADD_TO_TRIP: Phrase = {
  kk: 'Сапарға қосу',
  ru: 'Добавить в поездку',
  en: 'Add to trip',
};
export const IN_TRIP: Phrase = { kk: 'Сапарда бар', ru: 'Уже в поездке', en: 'In the trip' };
export const PLAN_ROUTE: Phrase = {
  kk: 'Осы маршрутты жоспарлау',
  ru: 'Спланировать этот маршрут',
  en: 'Plan this route',
};
export const OPEN_LINKED: Phrase = {
  kk: 'Ашу: {one}',
  ru: 'Открыть: {one}',
  en: 'Open: {one}',
};
/** Said behind a text that is not in the reader's language. */
export const IN_KAZAKH: Phrase = { kk: 'қазақша', ru: 'на казахском', en: 'in Kazakh' };
export const IN_RUSSIAN: Phrase = { kk: 'орыс тілінде', ru: 'на русском', en: 'in Russian' };
export const IN_ENGLISH: Phrase = { kk: 'ағылшын тілінде', ru: 'на английском', en: 'in English' };
export const SEASON: Phrase = { kk: 'Маусымы', ru: 'Сезон', en: 'Season' };
export const ALL_YEAR: Phrase = { kk: 'Жыл бойы', ru: 'Круглый год', en: 'All year round' };
export const TOTAL: Phrase = { kk: 'Барлығы', ru: 'Всего', en: 'In all' };
export const NUMBER: Phrase = { kk: '№ {n}', ru: '№ {n}', en: 'no. {n}' };
export const FACTS: Phrase = { kk: 'Мәліметтер', ru: 'Сведения', en: 'Details' };
export const DATING: Phrase = { kk: 'Мерзімделуі', ru: 'Датировка', en: 'Dating' };
export const ACCURACY: Phrase = {
  kk: 'Орнының дәлдігі: ± {length}',
  ru: 'Точность места: ± {length}',
  en: 'Accuracy of the place: ± {length}',
};
export const SOURCES: Phrase = { kk: 'Дереккөздері', ru: 'Источники', en: 'Sources' };
/** Where a record came in, for those that no file of an office brought. */
export const LOADED_FROM: Record<string, Phrase> = {
  atlas: {
    kk: 'Атластың өзіне енгізілген',
    ru: 'Внесено в самом атласе',
    en: 'Entered in the atlas itself',
  },
  'atlas-starter': {
    kk: 'Атласпен бірге берілетін деректер',
    ru: 'Данные, с которыми поставляется атлас',
    en: 'Data that come with the atlas',
  },
  synthetic: {
    kk: 'Жасанды дерек генераторы',
    ru: 'Генератор синтетических данных',
    en: 'Generator of synthetic data',
  },
};
export const PLACE_HIDDEN: Phrase = {
  kk: 'Нысанды қорғау үшін дәл орны көрсетілмейді.',
  ru: 'Точное место не показывается, чтобы защитить объект.',
  en: 'The exact place is not shown, to protect the object.',
};
export const OUTSIDE: Phrase = {
  kk: 'Бұл орын ел аумағынан тыс, сондықтан ешбір өңірге жатпайды.',
  ru: 'Место лежит за пределами страны, поэтому не относится ни к одному региону.',
  en: 'The place lies outside the country and so belongs to no region.',
};
export const BEYOND_REGION: Phrase = {
  kk: 'Нысан таңдалған өңірде емес: {region}.',
  ru: 'Объект лежит вне выбранного региона: {region}.',
  en: 'This object lies outside {region}, which is chosen.',
};
export const CLEAR_REGION: Phrase = {
  kk: 'Бүкіл елді көрсету',
  ru: 'Показать всю страну',
  en: 'Show the whole country',
};
export const BEYOND_PERIOD: Phrase = {
  kk: 'Нысан таңдалған кезеңге жатпайды: {period}.',
  ru: 'Объект не относится к выбранному периоду: {period}.',
  en: 'This object is not of the chosen period: {period}.',
};
export const CLEAR_PERIOD: Phrase = {
  kk: 'Барлық уақытты көрсету',
  ru: 'Показать за всё время',
  en: 'Show all time',
};
export const BEYOND_FILTER: Phrase = {
  kk: 'Нысан сүзгіге сай келмейді: {condition}.',
  ru: 'Объект не подходит под отбор: {condition}.',
  en: 'This object does not pass the filter: {condition}.',
};
export const CLEAR_FILTER: Phrase = {
  kk: 'Сүзгіні алып тастау',
  ru: 'Снять отбор',
  en: 'Remove the filter',
};
export const LAYER_OFF: Phrase = {
  kk: 'Бұл нысанның қабаты картада өшірулі.',
  ru: 'Слой этого объекта на карте выключен.',
  en: 'The layer of this object is switched off on the map.',
};
export const SHOW_LAYER: Phrase = {
  kk: 'Қабатты қосу',
  ru: 'Включить слой',
  en: 'Switch the layer on',
};
export const SYNTHETIC_NOTICE: Phrase = {
  kk: 'Бұл — көрсету үшін жасалған жасанды жазба.',
  ru: 'Это синтетическая запись, созданная для показа.',
  en: 'This is a synthetic record made for demonstration.',
};
export const LINKED: Phrase = {
  kk: 'Байланысты нысандар',
  ru: 'Связанные объекты',
  en: 'Linked objects',
};
export const HISTORY: Phrase = {
  kk: 'Өзгерістер тарихы',
  ru: 'История изменений',
  en: 'History of changes',
};
export const ACTIONS: Record<string, Phrase> = {
  created: { kk: 'Енгізілді', ru: 'Запись создана', en: 'Created' },
  edited: { kk: 'Өзгертілді', ru: 'Изменено', en: 'Edited' },
  moved: { kk: 'Күйі өзгерді', ru: 'Состояние изменено', en: 'State changed' },
  deleted: { kk: 'Жойылды', ru: 'Запись удалена', en: 'Deleted' },
};
/** What happened, where the page does not know the word for it. */
export const SOMETHING: Phrase = { kk: 'Өзгеріс', ru: 'Изменение', en: 'A change' };
export const STATE_BECAME: Phrase = {
  kk: 'Бұрын: {from}',
  ru: 'Было: {from}',
  en: 'Before: {from}',
};
