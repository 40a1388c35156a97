/** Months and periods of months as each language writes them. */

import { monthOfYearText } from '../language/months';
import { inLanguage, type Language } from '../language/phrase';
import * as phrases from '../language/phrases/period';
import type { Month, Period } from '../view/period';

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
