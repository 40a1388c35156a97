/** What the amounts of a series come to. */

import type { ChildSeries, Collection, Properties } from '../api/types';
import { measureText, unitOf } from '../catalogue/fields';
import { inLanguage, type Language } from '../language/phrase';

/** The sums of several rows whose terms tell the unit, each with the term before it. */
export function totalsOf(
  layer: Collection,
  series: ChildSeries,
  rows: readonly Properties[],
  language: Language,
): string[] {
  const field = series.fields.find(({ unit_by }) => unit_by);
  const by = series.fields.find(({ name }) => name === field?.unit_by);
  if (!field || !by?.vocabulary || rows.length < 2) return [];
  const terms = layer.vocabularies[by.vocabulary]?.terms ?? [];
  return terms.flatMap((term) => {
    const own = rows.filter((row) => row[by.name] === term.code);
    const first = own[0];
    if (!first) return [];
    const sum = own.reduce((total, row) => total + Number(row[field.name] ?? 0), 0);
    const unit = unitOf(layer, series.fields, field, first);
    return [`${inLanguage(term.title, language)}: ${measureText(sum, unit, language)}`];
  });
}
