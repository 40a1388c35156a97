/** The page's own drawings as GeoJSON. */

import type { Feature, FeatureCollection } from 'geojson';
import type { Gap, TripAnswer } from '../api/types';
import { visits } from '../trip/visits';

export function collectionOf(features: Feature[]): FeatureCollection {
  return { type: 'FeatureCollection', features };
}

/** Only the lines of a trip: the page numbers the stops itself. */
export function tripLines(geojson: FeatureCollection): FeatureCollection {
  return collectionOf(geojson.features.filter((each) => each.geometry.type.endsWith('LineString')));
}

/** The stops of a trip, numbered in the order of travel once that is known. */
export function tripStops(plan: {
  readonly stops: readonly { readonly place: readonly [number, number] }[];
  readonly answer: TripAnswer | null;
}): FeatureCollection {
  const order = plan.answer
    ? visits(plan.answer).map((visit) => visit.stop)
    : plan.stops.map((_, index) => index);
  const numbered = plan.stops.map((stop, index): Feature => ({
    type: 'Feature',
    properties: { number: String(order.indexOf(index) + 1) },
    geometry: { type: 'Point', coordinates: [...stop.place] },
  }));
  return collectionOf(numbered);
}

export function gapPoints(gaps: readonly Gap[]): FeatureCollection {
  return collectionOf(
    gaps.map((gap): Feature => ({
      type: 'Feature',
      properties: {},
      geometry: { type: 'Point', coordinates: [...gap.place] },
    })),
  );
}
