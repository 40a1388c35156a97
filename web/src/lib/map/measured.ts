/** What a measurement says, and how the map draws it. */

import type { Feature, FeatureCollection } from 'geojson';
import type { Place } from '../api/types';
import { crossesItself } from '../geometry/crossing';
import { collectionOf } from './drawings';
import type * as geodesics from './geodesics';

export type Measure = 'distance' | 'area';
/** The geodesics, which are fetched when somebody first measures. */
export type Ruler = typeof geodesics;

export interface Measured {
  /** Of the line, or all round the area. */
  readonly length_m: number;
  /** Null of a line, of less than three places, and where the line crosses itself. */
  readonly area_m2: number | null;
  readonly isCrossed: boolean;
}

export function measured(places: readonly Place[], measure: Measure, ruler: Ruler): Measured {
  if (measure === 'distance' || places.length < 3) {
    return { length_m: ruler.lengthOf(places), area_m2: null, isCrossed: false };
  }
  const isCrossed = crossesItself(places);
  const { perimeter, area } = ruler.ringOf(places);
  return { length_m: perimeter, area_m2: isCrossed ? null : area, isCrossed };
}

/** The line or area through the places, and of the places those that are set. */
export function drawingOf(
  places: readonly Place[],
  set: readonly Place[],
  measure: Measure,
  ruler: Ruler,
): FeatureCollection {
  const first = places[0];
  const isArea = measure === 'area' && first !== undefined && places.length > 2;
  const path = ruler.pathOver(isArea ? [...places, first] : places);
  const drawn = set.map((place) => featureOf({ type: 'Point', coordinates: [...place] }));
  if (isArea) drawn.push(featureOf({ type: 'Polygon', coordinates: [path] }));
  else if (path.length > 1) drawn.push(featureOf({ type: 'LineString', coordinates: path }));
  return collectionOf(drawn);
}

function featureOf(geometry: Feature['geometry']): Feature {
  return { type: 'Feature', properties: {}, geometry };
}
