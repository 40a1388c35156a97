/** What a record is based on, in the reader's language where the record tells it so. */

import type { Properties } from '../api/types';
import { nameIn } from '../catalogue/names';
import type { Language } from '../language/phrase';

/** A source, and the language in which it is told; empty where nobody knows. */
export interface Citation {
  readonly text: string;
  readonly language: Language | '';
}

const BETWEEN = '; ';

/** The sources of a record, which are listed behind semicolons. */
export function citationsOf(properties: Properties, language: Language): Citation[] {
  const told = nameIn(properties, 'citation')[language];
  const text = told ?? properties['citation'];
  if (typeof text !== 'string') return [];
  return text
    .split(BETWEEN)
    .filter(Boolean)
    .map((each) => ({ text: each, language: told === null ? '' : language }));
}
