/** Months as each language names them. */

import { type Language, LOCALES } from './phrase';

/** Not every browser has Kazakh rules of its own. */
export const KAZAKH_MONTHS = [
  'қаңтар',
  'ақпан',
  'наурыз',
  'сәуір',
  'мамыр',
  'маусым',
  'шілде',
  'тамыз',
  'қыркүйек',
  'қазан',
  'қараша',
  'желтоқсан',
];

/** A month of the year by its place, 1 to 12, as a list of months names it. */
export function monthOfYearText(place: number, language: Language): string {
  if (language === 'kk') return KAZAKH_MONTHS[place - 1] ?? '';
  const instant = new Date(Date.UTC(2024, place - 1, 1));
  return new Intl.DateTimeFormat(LOCALES[language], { month: 'long', timeZone: 'UTC' }).format(instant);
}
