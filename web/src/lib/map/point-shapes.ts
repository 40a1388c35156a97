/** The shapes in which the rows of a file are drawn, on a map and in its legend. */

import type { PointOutcome } from '../api/ingest-types';
import type { Tone } from '../api/types';

export interface PointShape {
  readonly tone: Tone;
  /** The outline and the sign within it, on a grid of 20 units. */
  readonly outline: string;
  readonly sign: string;
}

/** A round tick, a diamond with a question's dot and a square cross: told apart without colour. */
export const POINT_SHAPES: Readonly<Record<PointOutcome, PointShape>> = {
  good: { tone: 'green', outline: 'M10 2a8 8 0 1 1 0 16a8 8 0 1 1 0-16z', sign: 'M6.5 10.2 9 12.7l4.5-5' },
  waiting: { tone: 'amber', outline: 'M10 1 19 10 10 19 1 10z', sign: 'M10 6v5M10 13.8v.2' },
  rejected: { tone: 'red', outline: 'M3 3h14v14H3z', sign: 'M7 7l6 6M13 7l-6 6' },
};

export const SHAPE_GRID = 20;
