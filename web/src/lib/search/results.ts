/** What a search found, in the sections in which it is shown. */

import type { Collection, FoundTerm, SearchAnswer, SearchResult, WrittenPlace } from '../api/types';

export type Found = WrittenPlace | FoundTerm | SearchResult;

export type Section =
  | { readonly kind: 'places'; readonly found: readonly WrittenPlace[] }
  | { readonly kind: 'terms'; readonly found: readonly FoundTerm[] }
  | { readonly kind: 'regions'; readonly found: readonly SearchResult[] }
  | { readonly kind: 'layer'; readonly layer: Collection; readonly found: readonly SearchResult[] };

/**
 * Coordinates first, which can be nothing else; then names, each layer where its best result stood.
 * Topics and kinds follow, but precede what has only a similar name where one is meant to the word.
 */
export function sections(answer: SearchAnswer, layers: readonly Collection[]): Section[] {
  const places: Section = { kind: 'places', found: answer.places };
  const known = answer.terms.filter((term) => layers.some(({ id }) => id === term.layer));
  const terms: Section = { kind: 'terms', found: known };
  const named = grouped(answer.results, layers);
  const others = areTermsMeant(answer) ? [terms, ...named] : [...named, terms];
  return [places, ...others].filter(({ found }) => found.length > 0);
}

/** What tells one thing found from another. */
export function keyOf(found: Found): string {
  if (found.type === 'coordinates') return `${found.system}:${found.order}:${found.place.join()}`;
  if (found.type === 'term') return `${found.layer}.${found.field}:${found.code}`;
  return `${found.layer ?? 'region'}:${found.id}`;
}

/** The position that an arrow key moves to, round the ends; -1 is the text itself. */
export function moved(active: number, step: 1 | -1, count: number): number {
  const next = active + step;
  if (next < -1) return count - 1;
  return next >= count ? -1 : next;
}

function areTermsMeant({ results, terms }: SearchAnswer): boolean {
  return terms.some((term) => term.match === 'exact') && results[0]?.match !== 'exact';
}

/** Regions and layers, each group where its best result stood, results in their order. */
function grouped(results: readonly SearchResult[], layers: readonly Collection[]): Section[] {
  const groups = new Map<string, SearchResult[]>();
  for (const result of results) {
    const key = result.type === 'region' ? '' : (result.layer ?? '');
    groups.set(key, [...(groups.get(key) ?? []), result]);
  }
  return [...groups].flatMap(([key, found]): Section[] => {
    if (key === '') return [{ kind: 'regions', found }];
    const layer = layers.find(({ id }) => id === key);
    return layer ? [{ kind: 'layer', layer, found }] : [];
  });
}
