import { describe, expect, it } from 'vitest';
import { NO_TRIP, searchOf, type View, viewFrom } from '../src/view/view';

const EVERYTHING: View = {
  language: 'ru',
  camera: { zoom: 6.25, lat: 43.2389, lon: 76.8897 },
  layers: ['monuments', 'tourist_routes'],
  region: '431000000',
  period: { from: '2026-01', to: null },
  object: { layer: 'monuments', id: 12 },
  panel: 'trip',
  query: 'кесене & мазар',
  trip: {
    stops: [{ layer: 'monuments', id: 3 }, { lon: 71.43, lat: 51.16 }],
    mode: 'foot',
    roundTrip: true,
    keepOrder: true,
  },
  coverage: { layer: 'monuments', distanceKm: 12.5 },
  ingest: 42,
  archive: 'turkistan-2026',
};

describe('the address of a view', () => {
  it('restores everything that it was made from', () => {
    expect(viewFrom(searchOf(EVERYTHING), 'kk')).toEqual(EVERYTHING);
  });

  it('names only the language of the plain page', () => {
    expect(searchOf(viewFrom('', 'kk'))).toBe('lang=kk');
  });

  it('tells no layers at all from the usual layers', () => {
    expect(viewFrom('?layers=none', 'kk').layers).toEqual([]);
    expect(viewFrom('', 'kk').layers).toBeNull();
  });

  it('leaves out what is malformed', () => {
    const view = viewFrom(
      '?lang=fr&map=x/y/z&region=43&object=monuments&panel=admin&stops=a;;@1&mode=tank&cover=1&archive=../x&period=2026-13/..',
      'en',
    );
    expect(view).toEqual({
      language: 'en',
      camera: null,
      layers: null,
      region: null,
      period: null,
      object: null,
      panel: 'region',
      query: '',
      trip: NO_TRIP,
      coverage: null,
      ingest: null,
      archive: null,
    });
  });

  it('leads to the start of loading where it names no run', () => {
    expect(viewFrom('?ingest=start', 'kk').ingest).toBe('start');
    expect(viewFrom('?ingest=-7', 'kk').ingest).toBe('start');
    expect(searchOf(viewFrom('?ingest=start', 'kk'))).toBe('lang=kk&ingest=start');
  });

  it('knows no camera outside the world', () => {
    expect(viewFrom('?map=4/91/67', 'kk').camera).toBeNull();
  });
});
