/** Phrases of regions: the picker, the summary, the notices. */

import type { CountedPhrase, Phrase } from '../phrase';

export const COUNTRY_NAME: Phrase = { kk: 'Қазақстан', ru: 'Казахстан', en: 'Kazakhstan' };
export const COUNTRY_KIND: Phrase = {
  kk: 'Қазақстан Республикасы',
  ru: 'Республика Казахстан',
  en: 'Republic of Kazakhstan',
};
export const CHOOSE_REGION: Phrase = {
  kk: 'Өңірді таңдау',
  ru: 'Выбор региона',
  en: 'Choose a region',
};
export const OBLAST: Phrase = {
  kk: 'Облыс немесе республикалық маңызы бар қала',
  ru: 'Область или город республиканского значения',
  en: 'Oblast or city of republican significance',
};
export const DISTRICT: Phrase = {
  kk: 'Аудан немесе қала',
  ru: 'Район или город',
  en: 'District or city',
};
export const RURAL_DISTRICT: Phrase = {
  kk: 'Ауылдық округ немесе кент',
  ru: 'Сельский округ или посёлок',
  en: 'Rural district or town',
};
export const CITY_DISTRICT: Phrase = {
  kk: 'Қаладағы аудан',
  ru: 'Район в городе',
  en: 'City district',
};
export const ALL: Phrase = { kk: 'Барлығы', ru: 'Все', en: 'All' };
export const KINDS: Record<string, Phrase> = {
  oblast: { kk: 'Облыс', ru: 'Область', en: 'Oblast' },
  city_of_republican_significance: {
    kk: 'Республикалық маңызы бар қала',
    ru: 'Город республиканского значения',
    en: 'City of republican significance',
  },
  district: { kk: 'Аудан', ru: 'Район', en: 'District' },
  city_administration: {
    kk: 'Қалалық әкімдік',
    ru: 'Городская администрация',
    en: 'City administration',
  },
  rural_district: { kk: 'Ауылдық округ', ru: 'Сельский округ', en: 'Rural district' },
  town: { kk: 'Қала', ru: 'Город', en: 'Town' },
  settlement_administration: {
    kk: 'Кенттік әкімдік',
    ru: 'Поселковая администрация',
    en: 'Settlement administration',
  },
  village_administration: {
    kk: 'Ауылдық әкімдік',
    ru: 'Сельская администрация',
    en: 'Village administration',
  },
  city_district: { kk: 'Қаладағы аудан', ru: 'Район в городе', en: 'City district' },
};
export const PATH: Phrase = { kk: 'Қайда екені', ru: 'Где находится', en: 'Where it lies' };
export const APPROXIMATE_NOTICE: Phrase = {
  kk: 'Шекарасы ресми емес, шамамен алынған: елді мекендердің орны бойынша құрылған.',
  ru: 'Граница неофициальная и приблизительная: построена по положению населённых пунктов.',
  en: 'The boundary is unofficial and approximate: it is built from the places of settlements.',
};
export const APPROXIMATES: Phrase = {
  kk: 'Өңір шекаралары шамамен алынған.',
  ru: 'Границы регионов приблизительные.',
  en: 'The boundaries of the regions are approximate.',
};
export const BOUNDARY_SOURCE: Phrase = {
  kk: 'Шекара дереккөзі: {source}',
  ru: 'Источник границы: {source}',
  en: 'Source of the boundary: {source}',
};
export const SYNTHETIC_NOTICE: Phrase = {
  kk: 'Мұнда көрсету үшін жасалған жасанды деректер бар: {layers}.',
  ru: 'Здесь есть синтетические данные, созданные для показа: {layers}.',
  en: 'This includes synthetic data made for demonstration: {layers}.',
};
export const OBJECTS_HERE: Phrase = {
  kk: 'Осы өңірде',
  ru: 'В этом регионе',
  en: 'In this region',
};
export const OBJECTS_IN_COUNTRY: Phrase = {
  kk: 'Бүкіл ел бойынша',
  ru: 'По всей стране',
  en: 'Across the country',
};
export const PASSING: CountedPhrase = {
  kk: { other: 'тағы {n} осы жерден өтеді' },
  ru: {
    one: 'ещё {n} проходит здесь',
    few: 'ещё {n} проходят здесь',
    many: 'ещё {n} проходят здесь',
    other: 'ещё {n} проходят здесь',
  },
  en: { one: '{n} more passes through', other: '{n} more pass through' },
};
export const NOTHING: Phrase = {
  kk: 'Әзірге мұнда ештеңе жоқ.',
  ru: 'Здесь пока ничего нет.',
  en: 'Nothing here yet.',
};
export const CHILDREN: Phrase = {
  kk: 'Құрамындағы өңірлер',
  ru: 'Регионы в составе',
  en: 'Regions within',
};
export const COUNTED_LAYER: Phrase = { kk: 'Нені санау', ru: 'Что считать', en: 'What to count' };
export const UNASSIGNED: Phrase = {
  kk: 'Төменгі деңгейдегі бірліктерге жатпайтындары',
  ru: 'Не отнесены к единицам нижнего уровня',
  en: 'In no unit below',
};
export const LIST_OBJECTS: Phrase = {
  kk: 'Нысандар тізімі',
  ru: 'Список объектов',
  en: 'List of objects',
};
export const DOWNLOAD: Phrase = {
  kk: 'Файл ретінде жүктеп алу',
  ru: 'Скачать файлом',
  en: 'Download as a file',
};
export const DOWNLOADED_LAYER: Phrase = {
  kk: 'Қай қабатты жүктеу',
  ru: 'Какой слой скачать',
  en: 'Which layer to download',
};
