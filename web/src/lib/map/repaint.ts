import type { LayerSpecification, Map as MapLibreMap } from 'maplibre-gl';

type PaintName = Parameters<MapLibreMap['setPaintProperty']>[1];

/** Gives the layers of a map the paint that they have in another style; what is drawn stays. */
export function repaint(map: MapLibreMap, layers: readonly LayerSpecification[]): void {
  for (const { id, paint } of layers) {
    if (!map.getLayer(id)) continue;
    for (const [name, value] of Object.entries(paint ?? {})) {
      map.setPaintProperty(id, name as PaintName, value);
    }
  }
}
