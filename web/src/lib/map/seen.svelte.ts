import type { Bbox } from '../api/types';

/** The part of the world that the map shows. */
class Seen {
  bbox = $state.raw<Bbox | null>(null);
}

export const seen = new Seen();
