import type { FeatureCollection, Geometry, Position } from 'geojson';
import type { Bbox } from '../api/types';

/** Kazakhstan: west, south, east, north. */
export const COUNTRY_BBOX: Bbox = [46.45, 40.5, 87.35, 55.5];

/** The bounding box of a geometry; null for an empty one. */
export function bboxOf(geometry: Geometry): Bbox | null {
  const places = placesOf(geometry);
  if (places.length === 0) return null;
  const lons = places.map((place) => place[0] ?? 0);
  const lats = places.map((place) => place[1] ?? 0);
  return [
    lons.reduce((least, lon) => Math.min(least, lon)),
    lats.reduce((least, lat) => Math.min(least, lat)),
    lons.reduce((most, lon) => Math.max(most, lon)),
    lats.reduce((most, lat) => Math.max(most, lat)),
  ];
}

/** The bounding box of all features; null where there is none. */
export function bboxOfAll(collection: FeatureCollection): Bbox | null {
  const geometries = collection.features.map((feature) => feature.geometry);
  return bboxOf({ type: 'GeometryCollection', geometries });
}

function placesOf(geometry: Geometry): Position[] {
  switch (geometry.type) {
    case 'Point':
      return [geometry.coordinates];
    case 'MultiPoint':
    case 'LineString':
      return geometry.coordinates;
    case 'MultiLineString':
    case 'Polygon':
      return geometry.coordinates.flat();
    case 'MultiPolygon':
      return geometry.coordinates.flat(2);
    case 'GeometryCollection':
      return geometry.geometries.flatMap(placesOf);
  }
}

/** The middle of a geometry's bounding box. */
export function middleOf(geometry: Geometry): [lon: number, lat: number] | null {
  const bbox = bboxOf(geometry);
  return bbox && [(bbox[0] + bbox[2]) / 2, (bbox[1] + bbox[3]) / 2];
}
