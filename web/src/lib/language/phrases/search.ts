/** Phrases of the search box. */

import type { CountedPhrase, Phrase } from '../phrase';

export const SEARCH: Phrase = {
  kk: 'Ескерткіш, өңір, маршрут іздеу',
  ru: 'Поиск: памятник, регион, маршрут',
  en: 'Search monuments, regions, routes',
};
export const PLACEHOLDER: Phrase = {
  kk: 'Ескерткіш, өңір, маршрут',
  ru: 'Памятник, регион, маршрут',
  en: 'Monument, region, route',
};
export const CLEAR: Phrase = { kk: 'Тазалау', ru: 'Очистить', en: 'Clear' };
export const COORDINATES: Phrase = {
  kk: 'Координаттар бойынша орын',
  ru: 'Место по координатам',
  en: 'Place by coordinates',
};
export const TERMS: Phrase = {
  kk: 'Тақырыптар мен түрлер',
  ru: 'Темы и виды',
  en: 'Topics and kinds',
};
export const REGIONS: Phrase = { kk: 'Өңірлер', ru: 'Регионы', en: 'Regions' };
export const RESULTS: Phrase = {
  kk: 'Іздеу нәтижелері',
  ru: 'Результаты поиска',
  en: 'Search results',
};
export const FOUND: CountedPhrase = {
  kk: { other: '{n} нәтиже табылды' },
  ru: {
    one: 'Найден {n} результат',
    few: 'Найдено {n} результата',
    many: 'Найдено {n} результатов',
    other: 'Найдено {n} результата',
  },
  en: { one: '{n} result', other: '{n} results' },
};
export const NOTHING_FOUND: Phrase = {
  kk: '«{query}» бойынша ештеңе табылмады. Басқаша жазып көріңіз.',
  ru: 'По запросу «{query}» ничего не найдено. Попробуйте написать иначе.',
  en: 'Nothing found for “{query}”. Try another spelling.',
};
