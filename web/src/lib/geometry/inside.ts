import type { MultiPolygon, Polygon, Position } from 'geojson';
import type { Place } from '../api/types';

/** Whether a place lies in a polygon; on its edge either may come out. */
export function isInside(place: Place, geometry: Polygon | MultiPolygon): boolean {
  const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
  return polygons.some((rings) => rings.filter((ring) => surrounds(ring, place)).length % 2 === 1);
}

/** Whether a line from the place to the east leaves the ring: it crosses it an odd number of times. */
function surrounds(ring: readonly Position[], [lon, lat]: Place): boolean {
  let isWithin = false;
  ring.forEach(([x = 0, y = 0], index) => {
    const [beforeX = 0, beforeY = 0] = ring.at(index - 1) ?? [];
    if (y > lat === beforeY > lat) return;
    if (lon < x + ((lat - y) / (beforeY - y)) * (beforeX - x)) isWithin = !isWithin;
  });
  return isWithin;
}
