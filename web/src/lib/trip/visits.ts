import type { TripAnswer } from '../api/types';

/** A stop of the trip in the order of travel, with the leg that leaves it. */
export interface Visit {
  readonly stop: number;
  readonly leg: TripAnswer['legs'][number] | null;
}

/** The visits of a planned trip; a round trip ends where it began. */
export function visits(answer: TripAnswer): Visit[] {
  const travelled = answer.order.map((stop, position) => ({
    stop,
    leg: answer.legs[position] ?? null,
  }));
  const isRound = answer.legs.length === answer.order.length && answer.order.length > 1;
  const start = answer.order[0];
  return isRound && start !== undefined ? [...travelled, { stop: start, leg: null }] : travelled;
}
