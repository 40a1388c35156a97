/** What the records that come with the atlas are based on; each is recorded in one of the languages. */

import type { Phrase } from '../phrase';

export const CITED: readonly Phrase[] = [
  {
    kk: 'Республикалық маңызы бар тарих және мәдениет ескерткіштерінің мемлекеттік тізімі, ҚР Мәдениет және спорт министрінің 14.04.2020 № 88 бұйрығы (жазба салыстырылмаған)',
    ru: 'Государственный список памятников истории и культуры республиканского значения, приказ МКС РК № 88 от 14.04.2020 (запись не сверена)',
    en: 'State list of monuments of history and culture of republican significance, order no. 88 of the Ministry of Culture and Sports of 14.04.2020 (entry not verified)',
  },
  {
    kk: 'Қазақстанның киелі жерлерінің географиясы: нысандар тізілімі (жазба салыстырылмаған)',
    ru: 'Сакральная география Казахстана: реестр объектов (запись не сверена)',
    en: 'Sacred geography of Kazakhstan: register of objects (entry not verified)',
  },
  {
    kk: 'ЮНЕСКО-ның Дүниежүзілік мұра тізімі, № 1442 («Жібек жолы: Чанъань – Тянь-Шань дәлізі бағыттарының желісі»)',
    ru: 'Список всемирного наследия ЮНЕСКО, № 1442 («Шёлковый путь: сеть маршрутов Чанъань-Тянь-Шаньского коридора»)',
    en: 'UNESCO World Heritage List, ref. 1442 (Silk Roads: the Routes Network of Chang’an-Tianshan Corridor)',
  },
  {
    kk: 'ЮНЕСКО-ның Дүниежүзілік мұра тізімі, № 1145',
    ru: 'Список всемирного наследия ЮНЕСКО, № 1145',
    en: 'UNESCO World Heritage List, ref. 1145',
  },
  {
    kk: 'ЮНЕСКО-ның Дүниежүзілік мұра тізімі, № 1103',
    ru: 'Список всемирного наследия ЮНЕСКО, № 1103',
    en: 'UNESCO World Heritage List, ref. 1103',
  },
  {
    kk: 'орны: жалпы мәліметке сүйеніп қолмен белгіленген, жер бетінде өлшенбеген',
    ru: 'положение: поставлено вручную по общим сведениям, на местности не измерено',
    en: 'position: placed by hand from general knowledge, not surveyed',
  },
  {
    kk: 'орны: OpenStreetMap бойынша жақын елді мекенге қарап шамаланған, жер бетінде өлшенбеген',
    ru: 'положение: оценено по ближайшему населённому пункту OpenStreetMap, на местности не измерено',
    en: 'position: estimated from the OpenStreetMap settlement nearby, not surveyed',
  },
  {
    kk: 'орны: OpenStreetMap (Алматының 2012 жылғы үзіндісі)',
    ru: 'положение: OpenStreetMap (выгрузка по Алматы 2012 года)',
    en: 'position: OpenStreetMap (Almaty extract of 2012)',
  },
  {
    kk: 'орны: жарияланған тізімдегі OpenStreetMap деректері, қайта тексерілмеген',
    ru: 'положение: OpenStreetMap через опубликованный список, повторно не проверено',
    en: 'position: OpenStreetMap through a published list, not re-checked',
  },
  {
    kk: 'орны: OpenStreetMap-тегі көшелердің қиылысы (Алматының 2012 жылғы үзіндісі)',
    ru: 'положение: пересечение улиц в OpenStreetMap (выгрузка по Алматы 2012 года)',
    en: 'position: crossing of streets in OpenStreetMap (Almaty extract of 2012)',
  },
  {
    kk: 'атлас үшін жол бойындағы OpenStreetMap елді мекендері мен жалпы мәлімет бойынша құрастырылған; жүріп көрілмеген, өлшенбеген',
    ru: 'составлено для атласа по населённым пунктам OpenStreetMap вдоль дороги и общим сведениям; не проехано и не измерено',
    en: 'compiled for the atlas from OpenStreetMap settlements along the road and general knowledge; not driven or surveyed',
  },
];
export const WIKIPEDIA: Phrase = {
  kk: 'Уикипедия: {article}',
  ru: 'Википедия: {article}',
  en: 'Wikipedia: {article}',
};
/** From when on a page says that something holds, and when that page was read. */
export const STATED: Phrase = {
  kk: '{title}: {address} ({since} жағдайы бойынша; {seen} күні қаралған)',
  ru: '{title}: {address} (по состоянию на: {since}; просмотрено {seen})',
  en: '{title}: {address} (as of {since}, seen {seen})',
};
export const SEEN: Phrase = {
  kk: '({seen} күні қаралған)',
  ru: '(просмотрено {seen})',
  en: '(seen {seen})',
};
