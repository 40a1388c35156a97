/** What the atlas is asked for beyond an address: a trip, a coverage, and the objects in them. */

export const MODES = ['car', 'bicycle', 'foot'] as const;
export type Mode = (typeof MODES)[number];

export interface ObjectRef {
  readonly layer: string;
  readonly id: number;
}
export interface PlaceStop {
  readonly lon: number;
  readonly lat: number;
}
export type Stop = ObjectRef | PlaceStop;

export interface TripRequest {
  readonly stops: readonly Stop[];
  readonly mode: Mode;
  readonly roundTrip: boolean;
  readonly keepOrder: boolean;
}
export interface CoverageRequest {
  readonly layer: string;
  readonly distanceKm: number;
}

export const NO_TRIP: TripRequest = { stops: [], mode: 'car', roundTrip: false, keepOrder: false };

export function isObject(stop: Stop): stop is ObjectRef {
  return 'layer' in stop;
}
