/** Phrases of the filter by period and of counts by month. */

import type { Phrase } from '../phrase';

export const PERIOD: Phrase = { kk: 'Кезең', ru: 'Период', en: 'Period' };
export const ALL_TIME: Phrase = { kk: 'Барлық уақыт', ru: 'За всё время', en: 'All time' };
export const THIS_YEAR: Phrase = { kk: 'Биыл', ru: 'Этот год', en: 'This year' };
export const LAST_YEAR: Phrase = { kk: 'Былтыр', ru: 'Прошлый год', en: 'Last year' };
export const TWELVE_MONTHS: Phrase = {
  kk: 'Соңғы 12 ай',
  ru: 'Последние 12 месяцев',
  en: 'Last 12 months',
};
export const FROM: Phrase = { kk: 'Басы', ru: 'С начала месяца', en: 'From the start of' };
export const TO: Phrase = { kk: 'Соңы', ru: 'По конец месяца', en: 'To the end of' };
export const YEAR: Phrase = { kk: 'Жыл', ru: 'Год', en: 'Year' };
export const MONTH: Phrase = { kk: 'Ай', ru: 'Месяц', en: 'Month' };
export const UNLIMITED: Phrase = { kk: 'Шектеусіз', ru: 'Без границы', en: 'No limit' };
export const CONCERNS: Phrase = {
  kk: 'Карта, тізім және файлдар бойынша сүзіледі: {layers}. Қалған қабаттарда күн көрсетілмеген, олар толық қалады.',
  ru: 'На карте, в списке и в файлах отбираются: {layers}. У остальных слоёв дат нет, они остаются целиком.',
  en: 'Filtered on the map, in the list and in files: {layers}. The other layers have no dates and stay whole.',
};
export const REMOVE: Phrase = {
  kk: 'Кезең сүзгісін алып тастау: {period}',
  ru: 'Снять фильтр по периоду: {period}',
  en: 'Remove the period filter: {period}',
};
export const AND_LATER: Phrase = {
  kk: '{month} айынан бері',
  ru: '{month} и позже',
  en: '{month} and later',
};
export const AND_EARLIER: Phrase = {
  kk: '{month} айының соңына дейін',
  ru: '{month} и раньше',
  en: '{month} and earlier',
};
export const MONTH_OF_YEAR: Phrase = {
  kk: '{year} жылғы {month}',
  ru: '{month} {year} г.',
  en: '{month} {year}',
};
export const MONTHS_OF_YEAR: Phrase = {
  kk: '{year} жылғы {from} – {to}',
  ru: '{from} – {to} {year} г.',
  en: '{from} – {to} {year}',
};
export const WHOLE_YEAR: Phrase = { kk: '{year} жыл', ru: '{year} год', en: '{year}' };
export const IN_PERIOD: Phrase = {
  kk: '{period}: {n}',
  ru: '{period}: {n}',
  en: '{period}: {n}',
};
export const FILE_OF: Phrase = {
  kk: 'Файлда тек осы кезең болады: {period}.',
  ru: 'В файле будет только этот период: {period}.',
  en: 'The file will hold this period only: {period}.',
};
export const BY_MONTH: Phrase = { kk: 'Айлар бойынша', ru: 'По месяцам', en: 'By month' };
export const COUNT: Phrase = { kk: 'Саны', ru: 'Количество', en: 'Count' };
