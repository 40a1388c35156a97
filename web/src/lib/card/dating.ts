/** A monument's years, from the four bounds that its record may hold. */

import type { Properties } from '../api/types';
import { yearText } from '../language/numbers';
import type { Language } from '../language/phrase';

/** The columns that the range stands for, so that a card need not list them one by one. */
export const DATING_BOUNDS = [
  'dating_begin_earliest',
  'dating_begin_latest',
  'dating_end_earliest',
  'dating_end_latest',
];

/** The widest span of years that the bounds allow; null where none is known. */
export function datingText(properties: Properties, language: Language): string | null {
  const years = DATING_BOUNDS.map((name) => properties[name]).filter(
    (year): year is number => typeof year === 'number',
  );
  if (years.length === 0) return null;
  const [first, last] = [Math.min(...years), Math.max(...years)];
  if (first === last) return yearText(first, language);
  return `${yearText(first, language)} – ${yearText(last, language)}`;
}
