import type { Feature, MultiPolygon, Polygon, Position } from 'geojson';

const WORLD: Position[] = [
  [-180, -85],
  [180, -85],
  [180, 85],
  [-180, 85],
  [-180, -85],
];

/** Everything but the given polygon: what is dimmed around a chosen region. */
export function outsideOf(geometry: Polygon | MultiPolygon): Feature<Polygon> {
  const polygons =
    geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
  const shells = polygons.map((rings) => rings[0] ?? []);
  return {
    type: 'Feature',
    properties: {},
    geometry: { type: 'Polygon', coordinates: [WORLD, ...shells] },
  };
}
