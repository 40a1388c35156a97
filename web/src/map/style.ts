/** The atlas's own style sheet, made ready for this page: region filter and layers shown. */

import type { SourceSpecification, StyleSpecification } from 'maplibre-gl';
import { PROTOCOL } from '../archive/drawn-from';

/** The bundled web font, from which MapLibre draws labels itself: the style names no glyphs. */
export const LABEL_FONT = 'Onest Variable';

/** The source that draws the regions, which a region filter leaves whole. */
const REGIONS = 'regions';

export interface StyleWishes {
  readonly origin: string;
  readonly region: string | null;
  readonly hidden: readonly string[];
}

/** The style with absolute, filtered tile addresses, and the hidden layers hidden. */
export function prepared(style: StyleSpecification, wishes: StyleWishes): StyleSpecification {
  const sources: Record<string, SourceSpecification> = {};
  for (const [id, source] of Object.entries(style.sources)) {
    const tiles = tilesOf(id, source, wishes.region, wishes.origin);
    sources[id] = tiles ? ({ ...source, tiles } as SourceSpecification) : source;
  }
  const layers = style.layers.map((layer) => {
    const visibility = wishes.hidden.includes(sourceLayerOf(layer) ?? '') ? 'none' : 'visible';
    return { ...layer, layout: { ...layer.layout, visibility } };
  }) as StyleSpecification['layers'];
  return { ...style, sources, layers };
}

/** The tile addresses of a source, filtered by a region; null for one without live tiles. */
export function tilesOf(
  id: string,
  source: SourceSpecification,
  region: string | null,
  origin: string,
): string[] | null {
  if (source.type !== 'vector' || !source.tiles) return null;
  if (source.tiles.some((address) => address.startsWith(PROTOCOL))) return null;
  return source.tiles.map((address) => {
    const absolute = address.startsWith('/') ? `${origin}${address}` : address;
    const plain = absolute.replace(/[?&]region=\d+$/, '');
    if (!region || id === REGIONS) return plain;
    return `${plain}${plain.includes('?') ? '&' : '?'}region=${region}`;
  });
}

/** The atlas layer that a style layer draws. */
export function sourceLayerOf(layer: StyleSpecification['layers'][number]): string | undefined {
  return 'source-layer' in layer ? layer['source-layer'] : undefined;
}

/** The colour of each tone as the map draws it, from the style's metadata. */
export function mapTones(style: StyleSpecification | null): Record<string, string> {
  const metadata = style?.metadata as { tones?: Record<string, string> } | undefined;
  return metadata?.tones ?? {};
}
