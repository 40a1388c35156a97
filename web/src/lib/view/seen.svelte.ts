import type { Bbox } from '../api/types';

/** The part of the world that the map shows, and a place in it that somebody asked for. */
class Seen {
  bbox = $state.raw<Bbox | null>(null);
  mark = $state.raw<readonly [number, number] | null>(null);
}

export const seen = new Seen();
