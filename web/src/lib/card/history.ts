/** What happened to an object, in words. */

import type { Collection, HistoryRow } from '../api/types';
import { inLanguage, type Language } from '../language/phrase';
import { ACTIONS, SOMETHING } from '../language/phrases/card';

/** What was done: the move by its name, else what became of the record. */
export function titleOf(layer: Collection, row: HistoryRow, language: Language): string {
  const move = layer.flow?.moves.find(({ id }) => id === row.move);
  return inLanguage(move?.title ?? ACTIONS[row.action] ?? SOMETHING, language);
}
