/** Phrases of coverage analysis. */

import type { CountedPhrase, Phrase } from '../phrase';

export const TITLE: Phrase = {
  kk: 'Елді мекендерді қамту',
  ru: 'Охват населённых пунктов',
  en: 'Coverage of settlements',
};
export const EXPLAINED: Phrase = {
  kk: 'Елді мекендердің қанша бөлігінің маңында таңдалған қабаттың нысаны бар (түзу қашықтықпен).',
  ru: 'Какая доля населённых пунктов имеет рядом объект выбранного слоя (расстояние по прямой).',
  en: 'What share of settlements has an object of the chosen layer nearby (straight-line distance).',
};
export const DISTANCE: Phrase = { kk: 'Қашықтық, км', ru: 'Расстояние, км', en: 'Distance, km' };
export const WITHIN: Phrase = { kk: 'Өңір', ru: 'Регион', en: 'Region' };
export const COMPUTE: Phrase = { kk: 'Есептеу', ru: 'Посчитать', en: 'Compute' };
export const RESULT: Phrase = {
  kk: 'Қамтылған елді мекендер: {total} ішінен {covered}',
  ru: 'Охвачено населённых пунктов: {covered} из {total}',
  en: 'Settlements covered: {covered} of {total}',
};
export const BY_REGION: Phrase = { kk: 'Өңірлер бойынша', ru: 'По регионам', en: 'By region' };
export const REGION: Phrase = { kk: 'Өңір', ru: 'Регион', en: 'Region' };
export const COVERED: Phrase = { kk: 'Қамтылғаны', ru: 'Охвачено', en: 'Covered' };
export const SHARE: Phrase = { kk: 'Үлесі', ru: 'Доля', en: 'Share' };
export const METHOD: Phrase = {
  kk: 'Әдіс: {formula}. Елді мекендер: {settlements}.',
  ru: 'Метод: {formula}. Населённые пункты: {settlements}.',
  en: 'Method: {formula}. Settlements: {settlements}.',
};
export const SYNTHETIC_OBJECTS: Phrase = {
  kk: 'Есепке жасанды нысандар да кірді: нәтиже тек көрсетуге арналған.',
  ru: 'В расчёт вошли синтетические объекты: результат только для показа.',
  en: 'Synthetic objects were counted too: the result is only for demonstration.',
};
export const GAPS: Phrase = {
  kk: 'Қамтылмаған елді мекендер',
  ru: 'Неохваченные населённые пункты',
  en: 'Settlements not covered',
};
export const GAPS_SHOWN: CountedPhrase = {
  kk: { other: 'Барлығы {n}, ең алыстағылары көрсетілген.' },
  ru: {
    one: 'Всего {n}; показаны самые удалённые.',
    other: 'Всего {n}; показаны самые удалённые.',
  },
  en: { other: '{n} in all; the farthest are shown.' },
};
export const NO_GAPS: Phrase = {
  kk: 'Барлық елді мекен қамтылған.',
  ru: 'Охвачены все населённые пункты.',
  en: 'Every settlement is covered.',
};
export const NEAREST: Phrase = {
  kk: 'ең жақын нысанға дейін {length}',
  ru: 'до ближайшего {length}',
  en: '{length} to the nearest',
};
export const NO_OBJECTS: Phrase = {
  kk: 'жақын нысан жоқ',
  ru: 'ближайшего нет',
  en: 'none found',
};
