/** Where the reader is: what a press on the button means, what went wrong, and how it is drawn. */

import type { Feature, FeatureCollection, Position } from 'geojson';
import type { Phrase } from '../language/phrase';
import * as phrases from '../language/phrases/map';
import { collectionOf } from './drawings';

/** The map moves along while it follows; a hand on the map makes it only watch. */
export type Locating = 'off' | 'seeking' | 'following' | 'watching';

export interface Fix {
  readonly lon: number;
  readonly lat: number;
  readonly accuracy_m: number;
}

const CORNERS = 64;
const DEGREE_M = 111_320;

/** A press starts, brings the map back to the reader, or ends. */
export function afterPress(state: Locating): Locating {
  if (state === 'off') return 'seeking';
  return state === 'watching' ? 'following' : 'off';
}

/** Why the browser cannot be asked at all; null where it can. */
export function hindrance(browser: { isSecureContext: boolean; hasGeolocation: boolean }): Phrase | null {
  if (!browser.isSecureContext) return phrases.POSITION_INSECURE;
  return browser.hasGeolocation ? null : phrases.POSITION_IMPOSSIBLE;
}

/** What the browser's refusal or failure means; the codes are those of GeolocationPositionError. */
export function troubleOf(code: number): Phrase {
  return code === 1 ? phrases.POSITION_REFUSED : phrases.POSITION_LOST;
}

/** The place, and around it where the reader may be. */
export function drawnFix(fix: Fix): FeatureCollection {
  const around: Feature = {
    type: 'Feature',
    properties: {},
    geometry: { type: 'Polygon', coordinates: [ringAround(fix)] },
  };
  const place: Feature = {
    type: 'Feature',
    properties: {},
    geometry: { type: 'Point', coordinates: [fix.lon, fix.lat] },
  };
  return collectionOf([around, place]);
}

/** A circle as wide as the accuracy: on the ground, to a thousandth. */
function ringAround({ lon, lat, accuracy_m }: Fix): Position[] {
  const high = accuracy_m / DEGREE_M;
  const wide = high / Math.cos((lat * Math.PI) / 180);
  return Array.from({ length: CORNERS + 1 }, (_, index) => {
    const angle = ((index % CORNERS) / CORNERS) * 2 * Math.PI;
    return [lon + wide * Math.cos(angle), lat + high * Math.sin(angle)];
  });
}
