import { describe, expect, it } from 'vitest';
import { firstParts, isCacheableRequest, isCacheableAnswer, isOutage, cacheKey } from '../src/lib/offline/cache-policy';

const HOST = 'https://atlas.example';

function asked(path: string, headers: Record<string, string> = {}, method = 'GET') {
  return { method, url: `${HOST}${path}`, headers: new Headers(headers) };
}

function answer(headers: Record<string, string>, status = 200) {
  return { status, headers: new Headers(headers) };
}

describe('of what was seen', () => {
  it.each(['/api/regions/61/summary', '/api/tiles/monuments/5/20/11.mvt', '/api/collections'])(
    '%s is kept',
    (path) => expect(isCacheableRequest(asked(path))).toBe(true),
  );

  it.each([
    asked('/api/collections', { Authorization: 'Bearer x' }),
    asked('/api/trips', {}, 'POST'),
    asked('/api/ingest/7'),
    asked('/api/tasks/7/events'),
    asked('/api/me'),
    asked('/api/tiles/archive/kz.pmtiles', { Range: 'bytes=0-99' }),
    asked('/map'),
  ])('nothing is kept that is private, fleeting or no answer: $url', (request) => {
    expect(isCacheableRequest(request)).toBe(false);
  });

  it.each([
    [answer({ 'content-type': 'application/geo+json; charset=utf-8' }), true],
    [answer({ 'content-type': 'application/vnd.mapbox-vector-tile' }), true],
    [answer({ 'content-type': 'text/event-stream' }), false],
    [answer({ 'content-type': 'text/csv' }), false],
    [answer({ 'content-type': 'application/json', 'cache-control': 'private' }), false],
    [answer({ 'content-type': 'application/json', 'content-length': '9000000' }), false],
    [answer({ 'content-type': 'application/json' }, 404), false],
    [answer({ 'content-type': 'application/vnd.mapbox-vector-tile' }, 204), false],
  ])('answers are kept by their kind: %#', (given, kept) => {
    expect(isCacheableAnswer(given)).toBe(kept);
  });

  it('each language has an answer of its own', () => {
    const [kk, ru] = ['kk', 'ru'].map((language) => cacheKey(asked('/api/regions?level=1', { 'Accept-Language': language })));
    expect(kk).not.toBe(ru);
  });

  it('an outage is told from a refusal', () => {
    expect([502, 503, 504].every(isOutage)).toBe(true);
    expect([200, 404, 422, 500].some(isOutage)).toBe(false);
  });

  it('the first parts of the pages’ paths are known', () => {
    const ids = ['/(map)/map', '/(map)/objects/[layer]/[id]', '/files/[[run]]', '/'];
    expect(firstParts(ids)).toEqual(new Set(['map', 'objects', 'files']));
  });
});
