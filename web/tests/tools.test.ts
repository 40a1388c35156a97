import { describe, expect, it } from 'vitest';
import type { Place } from '../src/lib/api/types';
import { crossesItself } from '../src/lib/geometry/crossing';
import { isInside } from '../src/lib/geometry/inside';
import { areaText, measuredLengthText } from '../src/lib/language/numbers';
import * as phrases from '../src/lib/language/phrases/map';
import * as ruler from '../src/lib/map/geodesics';
import { afterPress, drawnFix, hindrance, type Locating, troubleOf } from '../src/lib/map/locating';
import { drawingOf, measured } from '../src/lib/map/measured';

const SQUARE: Place[] = [[67, 48], [68, 48], [68, 49], [67, 49]];
const BOW: Place[] = [[67, 48], [68, 49], [68, 48], [67, 49]];
const plain = (text: string): string => text.replace(/\s/g, ' ');

describe('measuring', () => {
  // By the geodesics of PROJ, which PostGIS measures by.
  const ALMATY_ASTANA: Place[] = [[76.8897, 43.2389], [71.4304, 51.1282]];
  const LENGTH_M = 969_131;
  const AREA_M2 = 8_217_589_925;

  it('agrees with the measures of the atlas to a metre', () => {
    expect(Math.abs(ruler.lengthOf(ALMATY_ASTANA) - LENGTH_M)).toBeLessThan(1);
    expect(Math.abs(ruler.ringOf(SQUARE).area / AREA_M2 - 1)).toBeLessThan(1e-6);
  });

  it('has the same area either way round', () => {
    expect(ruler.ringOf([...SQUARE].reverse()).area).toBeCloseTo(ruler.ringOf(SQUARE).area, 0);
  });

  it('adds the sides of a line, and closes an area', () => {
    const line = measured(SQUARE, 'distance', ruler);
    const area = measured(SQUARE, 'area', ruler);
    expect(line.area_m2).toBeNull();
    expect(area.length_m - line.length_m).toBeCloseTo(ruler.lengthOf([[67, 49], [67, 48]]), 3);
    expect(measured([], 'area', ruler)).toEqual({ length_m: 0, area_m2: null, isCrossed: false });
  });

  it('tells no area of a line that crosses itself', () => {
    expect(measured(BOW, 'area', ruler)).toMatchObject({ area_m2: null, isCrossed: true });
    expect([BOW, SQUARE, SQUARE.slice(0, 3)].map(crossesItself)).toEqual([true, false, false]);
  });

  it('draws long lines as they run over the globe', () => {
    const path = ruler.pathOver([[50, 50], [85, 50]]);
    const northmost = Math.max(...path.map((place) => place[1] ?? 0));
    expect(northmost).toBeGreaterThan(51);
    expect([path[0], path.at(-1)]).toEqual([[50, 50], [85, 50]]);
    expect(ruler.pathOver([[67, 48], [67.1, 48]])).toHaveLength(2);
  });

  it('draws the places that are set, and a line or an area through all', () => {
    const kinds = (measure: 'distance' | 'area', places: Place[]): string[] =>
      drawingOf(places, places.slice(0, 2), measure, ruler).features.map((each) => each.geometry.type);
    expect(kinds('distance', SQUARE)).toEqual(['Point', 'Point', 'LineString']);
    expect(kinds('area', SQUARE)).toEqual(['Point', 'Point', 'Polygon']);
    expect(kinds('area', SQUARE.slice(0, 1))).toEqual(['Point']);
  });
});

describe('measures', () => {
  it('are told in three figures', () => {
    const lengths = [0, 999.4, 999.6, 1234, 12_345, 123_456].map((m) => measuredLengthText(m, 'en'));
    expect(lengths).toEqual(['0 m', '999 m', '1 km', '1.23 km', '12.3 km', '123 km']);
  });

  it('of areas go from square metres over hectares to square kilometres', () => {
    const areas = [400, 9999.8, 12_345, 9_990_000, 10_000_000].map((m2) => plain(areaText(m2, 'ru')));
    expect(areas).toEqual(['400 м²', '1 га', '1,23 га', '999 га', '10 км²']);
  });
});

describe('where am I', () => {
  it('is followed by a press, watched after a hand on the map, and ended by another press', () => {
    const states: Locating[] = ['off', 'seeking', 'following', 'watching'];
    expect(states.map(afterPress)).toEqual(['seeking', 'off', 'off', 'following']);
  });

  it('says what hinders it', () => {
    expect(hindrance({ isSecureContext: false, hasGeolocation: true })).toBe(phrases.POSITION_INSECURE);
    expect(hindrance({ isSecureContext: true, hasGeolocation: false })).toBe(phrases.POSITION_IMPOSSIBLE);
    expect(hindrance({ isSecureContext: true, hasGeolocation: true })).toBeNull();
    expect([1, 2, 3].map(troubleOf)).toEqual([
      phrases.POSITION_REFUSED,
      phrases.POSITION_LOST,
      phrases.POSITION_LOST,
    ]);
  });

  it('is drawn with a circle as wide as it is exact', () => {
    const [around] = drawnFix({ lon: 71.43, lat: 51.13, accuracy_m: 500 }).features;
    const ring = around?.geometry.type === 'Polygon' ? (around.geometry.coordinates[0] ?? []) : [];
    const radii = ring.map(([lon = 0, lat = 0]) => ruler.lengthOf([[71.43, 51.13], [lon, lat]]));
    expect(radii).toHaveLength(65);
    expect(Math.min(...radii)).toBeGreaterThan(495);
    expect(Math.max(...radii)).toBeLessThan(505);
  });

  it('is within a country of several parts, and not in its holes', () => {
    const ring = (west: number, size: number): Place[] =>
      [[west, 40], [west + size, 40], [west + size, 40 + size], [west, 40 + size], [west, 40]];
    const hole = ring(61, 1).map(([lon, lat]): Place => [lon, lat + 1]);
    const country = {
      type: 'MultiPolygon' as const,
      coordinates: [[ring(60, 4).map((place) => [...place]), hole.map((place) => [...place])], [ring(70, 1).map((place) => [...place])]],
    };
    const at = (lon: number, lat: number): boolean => isInside([lon, lat], country);
    expect([at(60.5, 40.5), at(70.5, 40.5), at(61.5, 41.5), at(65, 40.5)]).toEqual([true, true, false, false]);
  });
});
