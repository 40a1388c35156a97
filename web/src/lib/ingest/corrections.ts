/** What may be written in place of a value that was not understood. */

import type { RowProblem } from '../api/ingest-types';
import type { Collection, Term } from '../api/types';
import { fieldNamed } from '../catalogue/fields';
import { LANGUAGES } from '../language/phrase';

/** The terms that a coded field knows; none for a field of free text. */
export function termsFor(layer: Collection | undefined, name: string): readonly Term[] {
  const field = layer && fieldNamed(layer, name);
  if (!field?.vocabulary || field.type !== 'code') return [];
  return layer?.vocabularies[field.vocabulary]?.terms ?? [];
}

/** The value with which a correction begins: what is suggested, else the text as it stands. */
export function firstCorrection(problem: RowProblem, terms: readonly Term[]): string {
  if (terms.length === 0) return problem.suggestion ?? problem.value;
  const meant = terms.find(({ code, title }) =>
    [code, ...LANGUAGES.map((language) => title[language])].includes(problem.suggestion ?? ''),
  );
  return meant?.code ?? '';
}
