import { describe, expect, it } from 'vitest';
import { NO_TRIP } from '../src/lib/api/requests';
import { addressOf, type View, viewFrom } from '../src/lib/view/view';

const EVERYTHING: View = {
  language: 'ru',
  camera: { zoom: 6.25, lat: 43.2389, lon: 76.8897 },
  layers: ['monuments', 'tourist_routes'],
  region: '431000000',
  period: { from: '2026-01', to: null },
  where: [
    { layer: 'monuments', field: 'kind', code: 'tower' },
    { layer: 'citizen_reports', field: 'topic', code: 'roads' },
  ],
  listed: 'citizen_reports',
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
  account: false,
  admin: null,
  archive: 'turkistan-2026',
};

/** The view of an address. */
function viewAt(address: string, reader: 'kk' | 'ru' | 'en' = 'kk'): View {
  return viewFrom(new URL(address, 'http://atlas.example'), reader);
}

/** The address of what an old one meant. */
function renewed(address: string): string {
  return addressOf(viewAt(address));
}

describe('the address of a view', () => {
  it.each<Partial<View>>([
    {},
    { ingest: null },
    { ingest: null, object: null },
    { ingest: null, object: null, panel: 'region' },
    { ingest: null, object: null, panel: 'region', region: null },
    { ingest: null, object: null, panel: 'coverage' },
    { ingest: 'start' },
    { account: true },
    { ingest: null, admin: { section: 'people', id: 12 } },
    { ingest: null, admin: { section: 'settings', id: null } },
  ])('restores everything that it was made from: %o', (change) => {
    const view = { ...EVERYTHING, ...change };
    expect(viewAt(addressOf(view))).toEqual(view);
  });

  it.each([
    ['/', '/map?lang=kk'],
    ['/?lang=ru&panel=list', '/map?lang=ru&panel=list'],
    ['/?region=610000000', '/regions/610000000?lang=kk'],
    ['/?panel=coverage&region=610000000', '/analysis?lang=kk&region=610000000'],
    ['/?panel=trip&stops=monuments:3;@71.43000,51.16000', '/trips?lang=kk&stops=monuments:3;@71.43000,51.16000'],
    ['/?object=monuments:12&panel=trip', '/objects/monuments/12?lang=kk&panel=trip'],
    ['/?ingest=start&region=610000000', '/files?lang=kk&region=610000000'],
    ['/?ingest=7', '/files/7?lang=kk'],
  ])('names the page: %s → %s', (old, address) => {
    expect(renewed(old)).toBe(address);
    expect(renewed(address)).toBe(address);
  });

  it('tells no layers at all from the usual layers', () => {
    expect(viewAt('/map?layers=none').layers).toEqual([]);
    expect(viewAt('/map').layers).toBeNull();
  });

  it('leaves out what is malformed', () => {
    const view = viewAt(
      '/?lang=fr&map=x/y/z&region=43&object=monuments&panel=admin&stops=a;;@1&mode=tank&cover=1&archive=../x&period=2026-13/..&where=monuments;monuments.kind;.kind:x&list=a/b',
      'en',
    );
    expect(view).toEqual({
      language: 'en',
      camera: null,
      layers: null,
      region: null,
      period: null,
      where: [],
      listed: null,
      object: null,
      panel: 'region',
      query: '',
      trip: NO_TRIP,
      coverage: null,
      ingest: null,
      account: false,
      admin: null,
      archive: null,
    });
  });

  it('says in plain letters by which codes the layers are limited', () => {
    const address = '/map?lang=kk&where=citizen_reports.topic:roads&list=citizen_reports&panel=list';
    expect(viewAt(address).where).toEqual([{ layer: 'citizen_reports', field: 'topic', code: 'roads' }]);
    expect(renewed(address)).toBe(address);
  });

  it('leads to the start of loading where it names no run', () => {
    expect(viewAt('/?ingest=start').ingest).toBe('start');
    expect(viewAt('/?ingest=-7').ingest).toBe('start');
  });

  it('knows no camera outside the world', () => {
    expect(viewAt('/map?map=4/91/67').camera).toBeNull();
  });
});
