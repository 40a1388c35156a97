import { describe, expect, it } from 'vitest';
import type { Collection, Item, Properties, SearchAnswer } from '../src/lib/api/types';
import { type Beyond, beyondOf, type Chosen } from '../src/lib/card/beyond';
import { datingText } from '../src/lib/card/dating';
import { factsOf, nameOf, stateOf, tonesOf } from '../src/lib/catalogue/fields';
import { nameIn, otherNames, spokenName } from '../src/lib/catalogue/names';
import { afterPress, nearest } from '../src/lib/components/sheet';
import { knownOf, termAsked } from '../src/lib/filters/conditions';
import { deeper } from '../src/lib/region/deeper';
import { moved, sections } from '../src/lib/search/results';
import { visits } from '../src/lib/trip/visits';
import { codesOf, limited, without } from '../src/lib/view/where';
import { field, layer, same } from './made';

const reports = layer({
  id: 'reports',
  title: same('Reports'),
  title_of_one: same('Report'),
  style: { colour: '#000000', colour_on_dark: '#ffffff', colour_by: 'state', state_by: 'state', shape: 'circle', ring: null, shown_at_start: true },
  fields: [
    field('state', { type: 'code', vocabulary: 'state' }),
    field('topic', { type: 'code', vocabulary: 'topic' }),
    field('summary_kk', { title: { kk: 'Сипаты (қазақша)', ru: 'р', en: 'e' } }),
    field('summary_ru'),
    field('length_m', { type: 'number', unit: 'm' }),
    field('version', { type: 'integer' }),
  ],
  vocabularies: {
    state: {
      title: same('State'),
      terms: [
        { code: 'open', title: same('Open'), tone: 'red' },
        { code: 'assigned', title: same('Assigned'), tone: 'red' },
        { code: 'done', title: same('Done'), tone: 'green' },
      ],
    },
    topic: { title: same('Topic'), terms: [{ code: 'water', title: same('Water'), tone: null }] },
  },
  flow: { states: 'state', moves: [] },
  summary_fields: ['state'],
  named_by: 'topic',
});

describe('names', () => {
  const name = { kk: 'Кесене', ru: null, en: 'Mausoleum' };

  it("are the reader's, else the first that is known", () => {
    expect(spokenName(name, 'en')).toEqual({ text: 'Mausoleum', language: 'en' });
    expect(spokenName(name, 'ru')).toEqual({ text: 'Кесене', language: 'kk' });
    expect(spokenName(nameIn({}), 'kk')).toBeNull();
  });

  it('have others, none said twice', () => {
    expect(otherNames({ kk: 'Алматы', ru: 'Алматы', en: 'Almaty' }, 'kk')).toEqual([
      { text: 'Almaty', language: 'en' },
    ]);
  });

  it('are lent by a term where an object has none', () => {
    expect(nameOf(reports, { topic: 'water' }).en).toBe('Water');
    expect(nameOf(reports, { topic: 'water', name_en: 'Leak' }).en).toBe('Leak');
  });
});

describe('fields', () => {
  it('give the state of an object', () => {
    expect(stateOf(reports, { state: 'open' })?.tone).toBe('red');
    expect(stateOf(reports, {})).toBeUndefined();
  });

  it('give each tone once, with the terms that it stands for', () => {
    const groups = tonesOf(reports).map(({ tone, terms }) => [tone, terms.map((one) => one.code)]);
    expect(groups).toEqual([
      ['red', ['open', 'assigned']],
      ['green', ['done']],
    ]);
  });

  it('become facts: labels of codes, measures, one text for three languages, no plumbing', () => {
    const row = { state: 'open', topic: 'water', summary_ru: 'Течь', length_m: 1200, version: 3 };
    expect(factsOf(reports, reports.fields, row, 'kk', ['state'])).toEqual([
      { name: 'topic', title: 'topic', text: 'Water', language: 'kk' },
      { name: 'summary', title: 'Сипаты', text: 'Течь', language: 'ru' },
      { name: 'length_m', title: 'length_m', text: '1,2 км', language: 'kk' },
    ]);
  });
});

describe('dating', () => {
  it('spans the widest bounds', () => {
    expect(datingText({ dating_begin_earliest: 1389, dating_end_latest: 1405 }, 'en')).toBe(
      '1389 – 1405',
    );
  });

  it('is silent where nothing is known', () => {
    expect(datingText({ dating_begin_earliest: null }, 'en')).toBeNull();
  });
});

describe('regions under a press', () => {
  const unit = (code: string) => ({ code, name: same(code), approximate: true });
  const place = { oblast: unit('1'), district: unit('2'), rural_district: unit('3'), outside: false };

  it('go one level down inside the chosen region', () => {
    expect(deeper(place, null)).toBe('1');
    expect(deeper(place, '1')).toBe('2');
    expect(deeper(place, '2')).toBe('3');
    expect(deeper(place, '3')).toBeNull();
  });

  it('start again at the oblast elsewhere', () => {
    expect(deeper(place, '9')).toBe('1');
  });

  it('go straight to the district of a city, which has no level between', () => {
    expect(deeper({ ...place, district: null }, '1')).toBe('3');
  });
});

describe('an object beyond what is chosen', () => {
  const timed: Collection = { ...reports, time_field: 'day' };
  const item = (properties: Properties): Item => ({
    type: 'Feature',
    id: 1,
    geometry: { type: 'Point', coordinates: [67, 48] },
    properties: { oblast_code: '610000000', district_code: '611600000', day: '2026-03-31', ...properties },
  });
  const chosen = { region: null, period: null, where: [], shown: ['reports'] };
  const water = { layer: 'reports', field: 'topic', code: 'water' };

  it.each<[string, Properties, Partial<Chosen>, Beyond['kind'][]]>([
    ['nothing', {}, {}, []],
    ['its own district', {}, { region: '611600000' }, []],
    ['another oblast', {}, { region: '750000000' }, ['region']],
    ['a unit that its line passes', { passes_codes: ['750000000'] }, { region: '750000000' }, []],
    ['its own month', {}, { period: { from: '2026-03', to: '2026-03' } }, []],
    ['another month', {}, { period: { from: '2026-04', to: null } }, ['period']],
    ['any month, without a day', { day: null }, { period: { from: '2026-04', to: null } }, ['period']],
    ['April in Kazakhstan', { day: '2026-03-31T20:00:00Z' }, { period: { from: '2026-04', to: null } }, []],
    ['its own topic', { topic: 'water' }, { where: [water] }, []],
    ['one of its topics', { topic: ['roads', 'water'] }, { where: [water] }, []],
    ['another topic', { topic: 'roads' }, { where: [water] }, ['condition']],
    ['a topic of another layer', {}, { where: [{ ...water, layer: 'monuments' }] }, []],
    ['other layers', {}, { shown: [] }, ['layer']],
  ])('is told from one that is of %s', (_chosen, properties, change, kinds) => {
    const beyond = beyondOf(item(properties), timed, { ...chosen, ...change });
    expect(beyond.map(({ kind }) => kind)).toEqual(kinds);
  });
});

describe('conditions of an address', () => {
  const of = (code: string) => ({ layer: 'reports', field: 'topic', code });

  it('are asked for where the catalogue knows them', () => {
    const where = [of('water'), of('fire'), { ...of('water'), field: 'length_m' }, { ...of('water'), layer: 'x' }];
    expect(knownOf(where, [reports])).toEqual([of('water')]);
    expect(termAsked(of('water'), [reports])?.term).toEqual(same('Water'));
  });

  it('hold one code of each field', () => {
    const where = limited(limited([of('water')], { ...of('open'), field: 'state' }), of('roads'));
    expect(codesOf(where, 'reports')).toEqual({ state: 'open', topic: 'roads' });
    expect(without(where, of('any'))).toEqual([{ ...of('open'), field: 'state' }]);
    expect(codesOf(where, 'monuments')).toEqual({});
  });
});

describe('search results', () => {
  const result = (layer: string | null, id: number, match: 'exact' | 'similar' = 'similar') => ({
    type: layer ? ('feature' as const) : ('region' as const),
    layer,
    id,
    name: same(String(id)),
    kind: same(''),
    place: null,
    bbox: null,
    region: null,
    former: null,
    match,
  });
  const topic = (match: 'exact' | 'word', layer = 'reports') => ({
    type: 'term' as const,
    layer,
    layer_title: same('Reports'),
    field: 'topic',
    field_title: same('Topic'),
    code: 'water',
    titles: same('Water'),
    match,
  });
  const kindsOf = (answer: Partial<SearchAnswer>): string[] =>
    sections({ results: [], places: [], terms: [], ...answer }, [reports]).map(({ kind }) => kind);

  it('are grouped where their best one stood', () => {
    const results = [result(null, 1), result('reports', 2), result(null, 3), result('gone', 4)];
    const found = sections({ results, places: [], terms: [] }, [reports]);
    expect(found.map((each) => [each.kind, each.found])).toEqual([
      ['regions', [results[0], results[2]]],
      ['layer', [results[1]]],
    ]);
  });

  it('have topics after names, unless a topic alone is meant to the word', () => {
    const [similar, named] = [[result('reports', 1)], [result('reports', 1, 'exact')]];
    expect(kindsOf({ results: similar, terms: [topic('word')] })).toEqual(['layer', 'terms']);
    expect(kindsOf({ results: similar, terms: [topic('exact')] })).toEqual(['terms', 'layer']);
    expect(kindsOf({ results: named, terms: [topic('exact')] })).toEqual(['layer', 'terms']);
    expect(kindsOf({ terms: [topic('exact', 'gone')] })).toEqual([]);
  });

  it('are walked through by arrow keys, round the ends', () => {
    expect(moved(-1, 1, 2)).toBe(0);
    expect(moved(1, 1, 2)).toBe(-1);
    expect(moved(-1, -1, 2)).toBe(1);
  });
});

describe('a trip', () => {
  const leg = (from: number, to: number) => ({ from, to, distance_km: 1, duration_min: 1 });
  const trip = {
    estimated: true,
    total_distance_km: 0,
    total_duration_min: 0,
    geojson: { type: 'FeatureCollection' as const, features: [] },
  };

  it('ends at its last stop', () => {
    const stops = visits({ ...trip, order: [0, 2, 1], legs: [leg(0, 2), leg(2, 1)] });
    expect(stops.map((visit) => visit.stop)).toEqual([0, 2, 1]);
  });

  it('comes back to its first stop on a round trip', () => {
    const stops = visits({ ...trip, order: [0, 1], legs: [leg(0, 1), leg(1, 0)] });
    expect(stops.map((visit) => visit.stop)).toEqual([0, 1, 0]);
  });
});

describe('the sheet', () => {
  it('falls to the nearest height', () => {
    expect(nearest(0.3)).toBe('peek');
    expect(nearest(0.6)).toBe('half');
    expect(nearest(0.9)).toBe('full');
  });

  it('opens by a press and goes back to half', () => {
    expect(afterPress('peek')).toBe('half');
    expect(afterPress('half')).toBe('full');
    expect(afterPress('full')).toBe('half');
  });
});
