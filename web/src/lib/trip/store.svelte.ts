import * as atlas from '../api/client';
import { Resource } from '../api/resource.svelte';
import type { Name, Place, TripAnswer } from '../api/types';
import { nameOf } from '../catalogue/fields';
import { catalogue } from '../catalogue/store.svelte';
import { nameIn, spokenName } from '../catalogue/names';
import { inLanguage } from '../language/phrase';
import { PLACE } from '../language/phrases/trip';
import { middleOf } from '../geometry/bounds';
import { view } from '../view/store.svelte';
import {
  isObject,
  type Mode,
  NO_TRIP,
  type ObjectRef,
  type PlaceStop,
  type Stop,
  type TripRequest,
} from '../api/requests';

/** A stop with what the atlas knows of it. */
export interface KnownStop {
  readonly stop: Stop;
  readonly name: Name;
  readonly place: Place;
}
export interface PlannedTrip {
  readonly stops: readonly KnownStop[];
  readonly answer: TripAnswer | null;
}

/** Places on the map that have a name, for as long as the page lives: an address has none. */
const namesOfPlaces = new Map<string, Name>();

/** The trip that the reader plans: the wish is in the view, the plan comes from the atlas. */
class Trip {
  readonly plan = new Resource<PlannedTrip>();
  readonly wish = $derived(view.current.trip);

  load(wish: TripRequest): void {
    if (wish.stops.length === 0) this.plan.clear();
    else this.plan.load((signal) => planned(wish, signal));
  }

  has(stop: Stop): boolean {
    return this.wish.stops.some((other) => sameStop(stop, other));
  }

  add(stop: Stop): void {
    if (!this.has(stop)) this.change({ stops: [...this.wish.stops, stop] });
  }

  remove(index: number): void {
    this.change({ stops: this.wish.stops.filter((_, position) => position !== index) });
  }

  /** Moves a stop one place towards the start. */
  moveUp(index: number): void {
    const stops = [...this.wish.stops];
    const [stop] = stops.splice(index, 1);
    if (stop) stops.splice(index - 1, 0, stop);
    this.change({ stops });
  }

  change(change: Partial<TripRequest>): void {
    view.go({ trip: { ...this.wish, ...change } });
  }

  /** Plans a trip from stop to stop of a route, in the place of the trip before. */
  follow(route: readonly (ObjectRef | (PlaceStop & { name: Name }))[], mode: Mode): void {
    const stops = route.map((stop): Stop => {
      if (isObject(stop)) return stop;
      const { lon, lat, name } = stop;
      namesOfPlaces.set(keyOf({ lon, lat }), name);
      return { lon, lat };
    });
    const trip = { stops, mode, roundTrip: false, keepOrder: true };
    view.go({ trip, panel: 'trip', object: null, camera: null });
  }

  clear(): void {
    view.go({ trip: NO_TRIP });
  }
}

export const trip = new Trip();

function sameStop(one: Stop, other: Stop): boolean {
  if (isObject(one) && isObject(other)) return one.layer === other.layer && one.id === other.id;
  if (isObject(one) || isObject(other)) return false;
  return one.lon === other.lon && one.lat === other.lat;
}

async function planned(wish: TripRequest, signal: AbortSignal): Promise<PlannedTrip> {
  const stops = await Promise.all(wish.stops.map((stop) => known(stop, signal)));
  const answer = stops.length > 1 ? await atlas.trip(asAsked(stops), wish, signal) : null;
  return { stops, answer };
}

/** The stops as the API takes them: places of the map carry the name that the page gave them. */
export function asAsked(stops: readonly KnownStop[]): atlas.NamedStop[] {
  return stops.map(({ stop, name }) => {
    if (isObject(stop)) return { layer: stop.layer, id: stop.id };
    return { ...stop, name: spokenName(name, view.current.language)?.text ?? '' };
  });
}

async function known(stop: Stop, signal: AbortSignal): Promise<KnownStop> {
  if (!isObject(stop)) return { stop, name: placeName(stop), place: [stop.lon, stop.lat] };
  const item = await atlas.item(stop.layer, stop.id, signal);
  const layer = catalogue.layer(stop.layer);
  const name = layer ? nameOf(layer, item.properties) : nameIn(item.properties);
  return { stop, name, place: middleOf(item.geometry) ?? [0, 0] };
}

/** As exact as an address tells a place. */
function keyOf({ lon, lat }: PlaceStop): string {
  return `${lon.toFixed(5)},${lat.toFixed(5)}`;
}

function placeName({ lon, lat }: PlaceStop): Name {
  const known = namesOfPlaces.get(keyOf({ lon, lat }));
  if (known) return known;
  const place = `${lat.toFixed(3)}, ${lon.toFixed(3)}`;
  return {
    kk: inLanguage(PLACE, 'kk', { place }),
    ru: inLanguage(PLACE, 'ru', { place }),
    en: inLanguage(PLACE, 'en', { place }),
  };
}
