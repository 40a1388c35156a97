/** Months and periods of months as each language writes them. */

import type { Month, Period } from '../period/period';
import { inLanguage, type Language, LOCALES } from './phrase';
import * as phrases from './phrases/period';

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

/** A month such as 2026-03. */
export function monthText(month: Month, language: Language): string {
  const { year, name } = partsOf(month, language);
  return inLanguage(phrases.MONTH_OF_YEAR, language, { month: name, year });
}

/** A period of months, as short as the language allows. */
export function periodName(period: Period, language: Language): string {
  const [from, to] = [period.from, period.to];
  if (from === null || to === null) {
    const phrase = to === null ? phrases.AND_LATER : phrases.AND_EARLIER;
    return inLanguage(phrase, language, { month: monthText(from ?? to ?? '', language) });
  }
  if (from === to) return monthText(from, language);
  const [first, last] = [partsOf(from, language), partsOf(to, language)];
  const { year } = first;
  if (year !== last.year) return `${monthText(from, language)} – ${monthText(to, language)}`;
  if (from.endsWith('-01') && to.endsWith('-12')) {
    return inLanguage(phrases.WHOLE_YEAR, language, { year });
  }
  return inLanguage(phrases.MONTHS_OF_YEAR, language, { from: first.name, to: last.name, year });
}

function partsOf(month: Month, language: Language): { year: string; name: string } {
  return { year: month.slice(0, 4), name: monthOfYearText(Number(month.slice(5)), language) };
}
