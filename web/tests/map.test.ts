import type { StyleSpecification } from 'maplibre-gl';
import { describe, expect, it } from 'vitest';
import { bboxOf, middleOf } from '../src/lib/geometry/bounds';
import { tripLines, tripStops } from '../src/lib/map/drawings';
import { type Drawn, hitOf, keyHitOf } from '../src/lib/map/hits';
import { outsideOf } from '../src/lib/map/mask';
import { prepared, type TileFilter, tilesOf } from '../src/lib/map/style';
import type { Where } from '../src/lib/view/where';

const STYLE: StyleSpecification = {
  version: 8,
  sprite: '/api/tiles/sprites/atlas',
  sources: {
    regions: { type: 'vector', tiles: ['/api/tiles/regions/{z}/{x}/{y}'] },
    monuments: { type: 'vector', tiles: ['http://atlas/api/tiles/monuments/{z}/{x}/{y}'] },
  },
  layers: [
    { id: 'ground', type: 'background' },
    { id: 'land', type: 'fill', source: 'regions', 'source-layer': 'regions' },
    { id: 'points', type: 'symbol', source: 'monuments', 'source-layer': 'monuments' },
  ],
};

const filter = (
  region: string | null,
  datetime: string | null = null,
  where: Where = [],
): TileFilter => ({ region, datetime, timed: ['reports'], where });

describe('the style', () => {
  it('asks only for objects of the chosen region, but for every region', () => {
    const ready = prepared(STYLE, { origin: 'http://atlas', filter: filter('431000000'), hidden: [] });
    expect(ready.sources).toMatchObject({
      regions: { tiles: ['http://atlas/api/tiles/regions/{z}/{x}/{y}'] },
      monuments: { tiles: ['http://atlas/api/tiles/monuments/{z}/{x}/{y}?region=431000000'] },
    });
  });

  it('takes its icons from the atlas that serves the page', () => {
    const ready = prepared(STYLE, { origin: 'http://atlas', filter: filter(null), hidden: [] });
    expect(ready.sprite).toBe('http://atlas/api/tiles/sprites/atlas');
  });

  it('hides what is switched off', () => {
    const ready = prepared(STYLE, { origin: 'http://atlas', filter: filter(null), hidden: ['monuments'] });
    expect(ready.layers.map((layer) => layer.layout?.visibility)).toEqual([
      'visible',
      'visible',
      'none',
    ]);
  });

  it('forgets a region that is no longer chosen, keeping other conditions', () => {
    const source = { type: 'vector' as const, tiles: ['http://a/t?state=open&region=431000000'] };
    expect(tilesOf('reports', source, filter(null), '')).toEqual(['http://a/t?state=open']);
    expect(tilesOf('reports', source, filter('100000000'), '')).toEqual([
      'http://a/t?state=open&region=100000000',
    ]);
  });
});

describe('a period', () => {
  const source = { type: 'vector' as const, tiles: ['/api/tiles/reports/{z}/{x}/{y}'] };
  const spring = '2026-03-01/2026-05-31';

  it('filters the tiles of layers with a time, beside the region', () => {
    expect(tilesOf('reports', source, filter('431000000', spring), 'http://a')).toEqual([
      `http://a/api/tiles/reports/{z}/{x}/{y}?region=431000000&datetime=${spring}`,
    ]);
  });

  it('leaves layers without a time as they are', () => {
    expect(tilesOf('monuments', source, filter(null, spring), '')).toEqual(source.tiles);
  });

  it('is forgotten when it is removed', () => {
    const filtered = tilesOf('reports', source, filter(null, spring), 'http://a') ?? [];
    expect(tilesOf('reports', { ...source, tiles: filtered }, filter(null), 'http://a')).toEqual([
      'http://a/api/tiles/reports/{z}/{x}/{y}',
    ]);
  });
});

describe('a condition', () => {
  const source = { type: 'vector' as const, tiles: ['/api/tiles/reports/{z}/{x}/{y}'] };
  const roads = { layer: 'reports', field: 'topic', code: 'roads' };

  it('filters the tiles of its layer alone', () => {
    expect(tilesOf('reports', source, filter('431000000', null, [roads]), '')).toEqual([
      '/api/tiles/reports/{z}/{x}/{y}?region=431000000&topic=roads',
    ]);
    expect(tilesOf('monuments', source, filter(null, null, [roads]), '')).toEqual(source.tiles);
  });
});

describe('a press on the map', () => {
  const object = (id: number, distancePx: number): Drawn => ({
    layer: 'monuments',
    id,
    properties: { name_kk: `№ ${id}` },
    isPoint: true,
    distancePx,
  });
  const road = (id: number, distancePx = 0): Drawn => ({
    ...object(id, distancePx),
    layer: 'tourist_routes',
    isPoint: false,
  });
  const idsAt = (...drawn: Drawn[]): number[] => {
    const hit = hitOf(drawn);
    return hit.kind === 'several' ? hit.objects.map((each) => each.id) : [];
  };

  it('takes the nearest object', () => {
    expect(hitOf([object(1, 14), object(2, 3)])).toMatchObject({ layer: 'monuments', id: 2 });
  });

  it('takes a point before the line that runs under the finger', () => {
    expect(hitOf([road(7), object(1, 9)])).toMatchObject({ kind: 'object', layer: 'monuments', id: 1 });
  });

  it('offers those that a finger cannot tell apart, the nearest first', () => {
    expect(idsAt(object(1, 7), object(2, 3), object(3, 14), road(7))).toEqual([2, 1]);
    expect(idsAt(road(7), road(8))).toEqual([7, 8]);
  });

  it('takes a line for one object, in however many pieces it is drawn', () => {
    expect(hitOf([road(7), road(7)])).toMatchObject({ kind: 'object', id: 7 });
  });

  it('takes a cell of several objects as a cell', () => {
    expect(hitOf([{ ...object(1, 0), properties: { count: 7 } }])).toEqual({ kind: 'cell' });
  });

  it('finds bare ground where nothing is drawn', () => {
    expect(hitOf([])).toEqual({ kind: 'ground' });
    expect(keyHitOf([])).toEqual({ kind: 'ground' });
  });

  it('by a key offers all that is near, since no finger points', () => {
    const hit = keyHitOf([road(7), object(1, 40), object(2, 3)]);
    expect(hit.kind === 'several' && hit.objects.map(({ id }) => id)).toEqual([2, 1, 7]);
    expect(keyHitOf([object(1, 40)])).toMatchObject({ kind: 'object', id: 1 });
    expect(keyHitOf([object(1, 40), { ...object(2, 3), properties: { count: 7 } }])).toEqual({ kind: 'cell' });
  });
});

describe('geometry', () => {
  const square = [
    [60, 40],
    [70, 40],
    [70, 50],
    [60, 50],
    [60, 40],
  ];

  it('has a bounding box and a middle', () => {
    expect(bboxOf({ type: 'Polygon', coordinates: [square] })).toEqual([60, 40, 70, 50]);
    expect(middleOf({ type: 'MultiPolygon', coordinates: [[square]] })).toEqual([65, 45]);
    expect(bboxOf({ type: 'GeometryCollection', geometries: [] })).toBeNull();
  });

  it('is cut out of the dimmed world', () => {
    const outside = outsideOf({ type: 'MultiPolygon', coordinates: [[square], [square]] });
    expect(outside.geometry.coordinates).toHaveLength(3);
    expect(outside.geometry.coordinates[1]).toEqual(square);
  });
});

describe('a drawn trip', () => {
  const line = { type: 'LineString' as const, coordinates: [[70, 50], [60, 40]] };
  const answer = {
    estimated: true,
    order: [1, 0],
    legs: [{ from: 1, to: 0, distance_km: 1, duration_min: 1 }],
    total_distance_km: 1,
    total_duration_min: 1,
    geojson: {
      type: 'FeatureCollection' as const,
      features: [
        { type: 'Feature' as const, properties: {}, geometry: line },
        { type: 'Feature' as const, properties: {}, geometry: { type: 'Point' as const, coordinates: [60, 40] } },
      ],
    },
  };
  const stops = [{ place: [60, 40] as const }, { place: [70, 50] as const }];

  it('numbers its stops in the order of travel', () => {
    const numbers = tripStops({ stops, answer }).features.map((each) => each.properties?.['number']);
    expect(numbers).toEqual(['2', '1']);
  });

  it('keeps only the lines of the answer', () => {
    expect(tripLines(answer.geojson).features).toHaveLength(1);
  });
});
