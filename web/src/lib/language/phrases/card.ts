/** Phrases of the object card. */

import type { Phrase } from '../phrase';

export const NO_PHOTO: Phrase = {
  kk: 'Әзірге фотосуреті жоқ',
  ru: 'Фотографии пока нет',
  en: 'No photograph yet',
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
export const FACTS: Phrase = { kk: 'Мәліметтер', ru: 'Сведения', en: 'Details' };
export const DATING: Phrase = { kk: 'Мерзімделуі', ru: 'Датировка', en: 'Dating' };
export const ACCURACY: Phrase = {
  kk: 'Орнының дәлдігі: ± {length}',
  ru: 'Точность места: ± {length}',
  en: 'Accuracy of the place: ± {length}',
};
export const SOURCE: Phrase = {
  kk: 'Дереккөз: {source}',
  ru: 'Источник: {source}',
  en: 'Source: {source}',
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
  changed: { kk: 'Өзгертілді', ru: 'Запись изменена', en: 'Changed' },
  moved: { kk: 'Күйі өзгерді', ru: 'Состояние изменено', en: 'State changed' },
  deleted: { kk: 'Жойылды', ru: 'Запись удалена', en: 'Deleted' },
  loaded: { kk: 'Жүктелді', ru: 'Запись загружена', en: 'Loaded' },
};
