/** What one does with an object: what its kind is for comes first. */

import type { Collection, Item, LinkedObject, Name, Properties } from '../api/types';
import { MODES, type Mode, type ObjectRef, type PlaceStop } from '../api/requests';
import { fieldNamed } from '../catalogue/fields';
import { nameIn } from '../catalogue/names';

/** A stop of a route: an object of the atlas, or a place that the route names. */
export type RouteStop = ObjectRef | (PlaceStop & { readonly name: Name });

export type Offer =
  | { readonly does: 'plan'; readonly stops: readonly RouteStop[]; readonly mode: Mode }
  | { readonly does: 'add' }
  | { readonly does: 'open'; readonly link: LinkedObject }
  | { readonly does: 'show' };

/** As many stops as a trip may have. */
const MOST_STOPS = 50;
const SHOW: Offer = { does: 'show' };

/**
 * The offers of a card, the main one first. A route is planned by its stops, another place to go to
 * becomes a stop, and what stands for such a place leads to it.
 */
export function offersOf(
  layer: Collection,
  item: Item,
  isDestination: (layer: string) => boolean,
): Offer[] {
  if (layer.destination && layer.geometry !== 'line') return [{ does: 'add' }, SHOW];
  if (layer.destination) {
    const stops = stopsOf(item);
    const isTrip = stops.length > 1 && stops.length <= MOST_STOPS;
    return isTrip ? [{ does: 'plan', stops, mode: modeOf(item.properties) }, SHOW] : [SHOW];
  }
  const link = item.linked?.find(
    (other) => isDestination(other.layer) && fieldNamed(layer, other.relation) !== undefined,
  );
  return link ? [{ does: 'open', link }, SHOW] : [SHOW];
}

/** What it is tied to and no row of its own, such as a stop, leads to. */
export function linkedBeside(layer: Collection, item: Item): LinkedObject[] {
  const series = layer.children.map(({ id }) => id);
  return (item.linked ?? []).filter(({ relation }) => !series.includes(relation));
}

/** The stops of a route in their order, from the series whose rows have places. */
function stopsOf(item: Item): RouteStop[] {
  const series = Object.values(item.children ?? {});
  const rows = series.find((each) => each.some((row) => placeOf(row) !== null)) ?? [];
  return [...rows]
    .sort((one, other) => Number(one['position']) - Number(other['position']))
    .map(stopOf)
    .filter((stop) => stop !== null);
}

function stopOf(row: Properties): RouteStop | null {
  const [layer, id] = [row['linked_layer'], row['linked_id']];
  if (typeof layer === 'string' && typeof id === 'number') return { layer, id };
  const place = placeOf(row);
  return place && { ...place, name: nameIn(row) };
}

function placeOf(row: Properties): PlaceStop | null {
  const [lon, lat] = [row['longitude'], row['latitude']];
  return typeof lon === 'number' && typeof lat === 'number' ? { lon, lat } : null;
}

/** The first of the route's own modes in which a trip can be planned, else by car. */
function modeOf(properties: Properties): Mode {
  const modes = properties['modes'];
  const own = Array.isArray(modes) ? modes.map((code) => MODES.find((mode) => mode === code)) : [];
  return own.find((mode) => mode !== undefined) ?? 'car';
}
