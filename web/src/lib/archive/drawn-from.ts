/** A style that draws from one archive of tiles (PMTiles) instead of the live ones. */

import type { LayerSpecification, SourceSpecification, StyleSpecification } from 'maplibre-gl';
import type { Bbox } from '../api/types';

export const PROTOCOL = 'pmtiles';

export interface Archive {
  /** Its absolute address. */
  readonly url: string;
  readonly minZoom: number;
  readonly maxZoom: number;
  readonly bbox: Bbox;
  /** Ids of the layers that its tiles hold. */
  readonly layers: readonly string[];
}

/**
 * The style over the archive. Sources that end at the same zoom become one, so that a tile is read
 * once for all layers; what the archive does not hold is not drawn.
 */
export function drawnFrom(style: StyleSpecification, archive: Archive): StyleSpecification {
  const sources: Record<string, SourceSpecification> = {};
  const layers: LayerSpecification[] = [];
  for (const layer of style.layers) {
    const live = 'source' in layer ? style.sources[layer.source] : undefined;
    if (!('source' in layer) || live?.type !== 'vector') {
      layers.push(layer);
      continue;
    }
    if (!archive.layers.includes(layer['source-layer'] ?? '')) continue;
    const maxzoom = Math.min(live.maxzoom ?? archive.maxZoom, archive.maxZoom);
    const id = `archive-${maxzoom}`;
    sources[id] = {
      type: 'vector',
      tiles: [`${PROTOCOL}://${archive.url}/{z}/{x}/{y}`],
      minzoom: archive.minZoom,
      maxzoom,
      bounds: [...archive.bbox] as [number, number, number, number],
      ...(live.attribution ? { attribution: live.attribution } : {}),
    };
    layers.push({ ...layer, source: id });
  }
  const metadata = { ...(style.metadata as object), bbox: archive.bbox };
  return { ...style, metadata, sources, layers };
}

/** Where the archive of a style lies; null for the style of the live tiles. */
export function bboxOfArchive(style: StyleSpecification | null): Bbox | null {
  return (style?.metadata as { bbox?: Bbox } | undefined)?.bbox ?? null;
}
