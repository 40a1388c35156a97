/** What a press on the map means. */

import type { Properties } from '../api/types';

export type Hit =
  | { readonly kind: 'object'; readonly layer: string; readonly id: number }
  | { readonly kind: 'cell' }
  | { readonly kind: 'ground' };

/** A drawn feature, as far as a press needs it; `distance_px` is from the press to its middle. */
export interface Drawn {
  readonly layer: string;
  readonly id: number | undefined;
  readonly properties: Properties;
  readonly distancePx: number;
}

/** How many objects a drawn feature stands for. */
export function countOf(properties: Properties): number {
  return typeof properties['count'] === 'number' ? properties['count'] : 1;
}

/** The nearest object, else the nearest cell of several, else the bare ground. */
export function hitOf(drawn: readonly Drawn[]): Hit {
  const nearest = [...drawn].sort((one, other) => one.distancePx - other.distancePx)[0];
  if (!nearest) return { kind: 'ground' };
  if (countOf(nearest.properties) > 1 || nearest.id === undefined) return { kind: 'cell' };
  return { kind: 'object', layer: nearest.layer, id: nearest.id };
}
