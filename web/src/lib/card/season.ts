/** The months in which one goes. */

import type { Properties } from '../api/types';
import { monthOfYearText } from '../language/months';
import { inLanguage, type Language } from '../language/phrase';
import { ALL_YEAR } from '../language/phrases/card';

const FROM = 'season_from_month';
const TO = 'season_to_month';
/** The columns that the season stands for, so that a card need not list them one by one. */
export const SEASON_BOUNDS = [FROM, TO];

/** The season by the names of its months; null where not both of them are known. */
export function seasonText(properties: Properties, language: Language): string | null {
  const [from, to] = [properties[FROM], properties[TO]];
  if (typeof from !== 'number' || typeof to !== 'number') return null;
  if (from === 1 && to === 12) return inLanguage(ALL_YEAR, language);
  const [first, last] = [monthOfYearText(from, language), monthOfYearText(to, language)];
  return from === to ? first : `${first} – ${last}`;
}
