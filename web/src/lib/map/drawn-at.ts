/** What the map draws at a point of the screen. */

import type { Map as MapLibreMap, MapGeoJSONFeature } from 'maplibre-gl';
import type { Properties } from '../api/types';
import type { Drawn } from './hits';

/** The objects and cells that these style layers draw around a point. */
export function drawnAt(
  map: MapLibreMap,
  layers: readonly string[],
  { x, y }: { x: number; y: number },
  reach: number,
): Drawn[] {
  const there = layers.filter((id) => map.getLayer(id));
  const found = map.queryRenderedFeatures(
    [
      [x - reach, y - reach],
      [x + reach, y + reach],
    ],
    { layers: there },
  );
  return found.map((feature) => drawn(map, feature, x, y));
}

function drawn(map: MapLibreMap, feature: MapGeoJSONFeature, x: number, y: number): Drawn {
  const { geometry } = feature;
  const middle =
    geometry.type === 'Point' ? map.project(geometry.coordinates as [number, number]) : { x, y };
  return {
    layer: feature.sourceLayer ?? '',
    id: typeof feature.id === 'number' ? feature.id : undefined,
    properties: feature.properties as Properties,
    isPoint: geometry.type === 'Point' || geometry.type === 'MultiPoint',
    distancePx: Math.hypot(middle.x - x, middle.y - y),
  };
}
