/** Search results in the groups in which they are shown. */

import type { Collection, SearchResult } from '../api/types';

export interface ResultGroup {
  /** The layer of the group; null for regions. */
  readonly layer: Collection | null;
  readonly results: readonly SearchResult[];
}

/** Regions and layers, each group where its best result stood, results in their order. */
export function grouped(
  results: readonly SearchResult[],
  layers: readonly Collection[],
): ResultGroup[] {
  const groups = new Map<string, { layer: Collection | null; results: SearchResult[] }>();
  for (const result of results) {
    const key = result.layer ?? '';
    const layer = layers.find(({ id }) => id === result.layer) ?? null;
    if (result.type === 'feature' && !layer) continue;
    const group = groups.get(key) ?? { layer, results: [] };
    group.results.push(result);
    groups.set(key, group);
  }
  return [...groups.values()];
}

/** The position that an arrow key moves to, round the ends; -1 is the text itself. */
export function moved(active: number, step: 1 | -1, count: number): number {
  const next = active + step;
  if (next < -1) return count - 1;
  return next >= count ? -1 : next;
}
