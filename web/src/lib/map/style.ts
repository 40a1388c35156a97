/** The atlas's own style sheet, made ready for this page: filters of tiles and layers shown. */

import type { SourceSpecification, StyleSpecification } from 'maplibre-gl';
import { PROTOCOL } from '../archive/drawn-from';
import { codesOf, type Where } from '../view/where';

/** The bundled web font, from which MapLibre draws labels itself: the style names no glyphs. */
export const LABEL_FONT = 'Onest Variable';

/** The source that draws the regions, which a region filter leaves whole. */
const REGIONS = 'regions';

/** What the tiles are filtered by. */
export interface TileFilter {
  readonly region: string | null;
  /** An interval of days. */
  readonly datetime: string | null;
  /** Ids of the layers that have a time. */
  readonly timed: readonly string[];
  /** The codes by which layers are limited. */
  readonly where: Where;
}

/** Everything of the whole country. */
export const UNFILTERED: TileFilter = { region: null, datetime: null, timed: [], where: [] };

export interface StyleWishes {
  readonly origin: string;
  readonly filter: TileFilter;
  readonly hidden: readonly string[];
}

/** The style with absolute addresses, those of tiles filtered, and the hidden layers hidden. */
export function prepared(style: StyleSpecification, wishes: StyleWishes): StyleSpecification {
  const sources: Record<string, SourceSpecification> = {};
  for (const [id, source] of Object.entries(style.sources)) {
    const tiles = tilesOf(id, source, wishes.filter, wishes.origin);
    sources[id] = tiles ? ({ ...source, tiles } as SourceSpecification) : source;
  }
  const layers = style.layers.map((layer) => {
    const visibility = wishes.hidden.includes(sourceLayerOf(layer) ?? '') ? 'none' : 'visible';
    return { ...layer, layout: { ...layer.layout, visibility } };
  }) as StyleSpecification['layers'];
  const { sprite } = style;
  const icons = typeof sprite === 'string' ? { sprite: new URL(sprite, wishes.origin).href } : {};
  return { ...style, ...icons, sources, layers };
}

/** The filtered tile addresses of a source; null for one without live tiles. */
export function tilesOf(
  id: string,
  source: SourceSpecification,
  filter: TileFilter,
  origin: string,
): string[] | null {
  if (source.type !== 'vector' || !source.tiles) return null;
  if (source.tiles.some((address) => address.startsWith(PROTOCOL))) return null;
  return source.tiles.map((address) => {
    const absolute = address.startsWith('/') ? `${origin}${address}` : address;
    const [path, query] = absolute.split('?');
    const asked = new URLSearchParams(query);
    put(asked, 'region', id === REGIONS ? null : filter.region);
    put(asked, 'datetime', filter.timed.includes(id) ? filter.datetime : null);
    for (const [field, code] of Object.entries(codesOf(filter.where, id))) put(asked, field, code);
    return asked.size > 0 ? `${path}?${asked.toString().replaceAll('%2F', '/')}` : `${path}`;
  });
}

function put(asked: URLSearchParams, name: string, value: string | null): void {
  if (value === null) asked.delete(name);
  else asked.set(name, value);
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
