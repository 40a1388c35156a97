import type { StyleSpecification } from 'maplibre-gl';
import { describe, expect, it } from 'vitest';
import { type Archive, bboxOfArchive, drawnFrom } from '../src/lib/archive/drawn-from';
import { prepared, UNFILTERED } from '../src/lib/map/style';

const LIVE: StyleSpecification = {
  version: 8,
  sources: {
    regions: { type: 'vector', tiles: ['/api/tiles/regions/{z}/{x}/{y}'], maxzoom: 8 },
    monuments: { type: 'vector', tiles: ['/api/tiles/monuments/{z}/{x}/{y}'], maxzoom: 16 },
    routes: { type: 'vector', tiles: ['/api/tiles/routes/{z}/{x}/{y}'], maxzoom: 16 },
  },
  layers: [
    { id: 'land', type: 'background' },
    { id: 'borders', type: 'line', source: 'regions', 'source-layer': 'regions' },
    { id: 'points', type: 'circle', source: 'monuments', 'source-layer': 'monuments' },
    { id: 'lines', type: 'line', source: 'routes', 'source-layer': 'routes' },
  ],
};
const ARCHIVE: Archive = {
  url: 'https://atlas.kz/api/tiles/archive/west.pmtiles',
  minZoom: 2,
  maxZoom: 10,
  bbox: [66, 48, 68, 50],
  layers: ['regions', 'monuments'],
};

describe('the style over an archive', () => {
  const style = drawnFrom(LIVE, ARCHIVE);

  it('draws only what the archive holds', () => {
    expect(style.layers.map((layer) => layer.id)).toEqual(['land', 'borders', 'points']);
  });

  it('asks for no live tile', () => {
    const filter = { ...UNFILTERED, region: '101000000' };
    const ready = prepared(style, { origin: 'https://atlas.kz', filter, hidden: [] });
    const addresses = Object.values(ready.sources).flatMap((source) =>
      source.type === 'vector' ? (source.tiles ?? []) : [],
    );
    expect(new Set(addresses)).toEqual(new Set([`pmtiles://${ARCHIVE.url}/{z}/{x}/{y}`]));
  });

  it('ends each source where the live one or the archive ends', () => {
    const sources = Object.values(style.sources);
    const ends = sources.map((source) => (source.type === 'vector' ? source.maxzoom : null));
    expect(ends.sort()).toEqual([10, 8]);
    for (const layer of style.layers) {
      if ('source' in layer) expect(style.sources).toHaveProperty(String(layer.source));
    }
  });

  it('knows where the archive lies', () => {
    expect(bboxOfArchive(style)).toEqual(ARCHIVE.bbox);
    expect(bboxOfArchive(LIVE)).toBeNull();
  });
});
