import { describe, expect, it } from 'vitest';
import type { Collection, Item, Properties } from '../src/lib/api/types';
import { citationsOf } from '../src/lib/card/citation';
import { cardFacts } from '../src/lib/card/facts';
import { titleOf } from '../src/lib/card/history';
import { linkedBeside, offersOf } from '../src/lib/card/offers';
import { seasonText } from '../src/lib/card/season';
import { totalsOf } from '../src/lib/card/totals';
import { factsOf } from '../src/lib/catalogue/fields';
import { field, layer, same } from './made';

const plain = (text: string): string => text.replace(/\s/g, ' ');
const item = (change: Partial<Item> = {}): Item => ({
  type: 'Feature',
  id: 1,
  geometry: { type: 'Point', coordinates: [70, 50] },
  properties: {},
  ...change,
});
const isMonument = (id: string): boolean => id === 'monuments';

describe('what a card offers', () => {
  const does = (of: Collection, one: Item): string[] =>
    offersOf(of, one, isMonument).map((offer) => offer.does);

  it('is a trip to where one travels, and the map for all else', () => {
    expect(does(layer({ destination: true }), item())).toEqual(['add', 'show']);
    expect(does(layer(), item())).toEqual(['show']);
  });

  it('is the way along the stops of a route, in their order', () => {
    const stops: Properties[] = [
      { position: 2, name_kk: 'Көл', longitude: 78.3, latitude: 42.9 },
      { position: 1, linked_layer: 'monuments', linked_id: 7, longitude: 76.9, latitude: 43.2 },
    ];
    const route = layer({ destination: true, geometry: 'line' });
    const properties = { modes: ['eco', 'foot', 'bicycle'] };
    const offers = offersOf(route, item({ properties, children: { stages: [], stops } }), isMonument);
    expect(offers[0]).toEqual({
      does: 'plan',
      mode: 'foot',
      stops: [
        { layer: 'monuments', id: 7 },
        { lon: 78.3, lat: 42.9, name: { kk: 'Көл', ru: null, en: null } },
      ],
    });
    expect(does(route, item({ children: { stops: stops.slice(1) } }))).toEqual(['show']);
  });

  it('leads from what stands for a place to that place, not to whatever points here', () => {
    const endangered = layer({ fields: [field('monument_id', { type: 'integer' })] });
    const link = { layer: 'monuments', id: 5, name: same('Mausoleum'), relation: 'monument_id' };
    expect(does(endangered, item({ linked: [link] }))).toEqual(['open', 'show']);
    expect(does(endangered, item({ linked: [{ ...link, relation: 'stops' }] }))).toEqual(['show']);
    expect(does(endangered, item({ linked: [{ ...link, layer: 'reports' }] }))).toEqual(['show']);
  });
});

describe('what an object is tied to', () => {
  it('is said once: where its own rows lead, no list leads again', () => {
    const series = { id: 'stops', title: same('Stops'), fields: [] };
    const link = { layer: 'monuments', id: 5, name: same('Mausoleum'), relation: 'stops' };
    const linked = [link, { ...link, id: 6, relation: 'monument_id' }];
    expect(linkedBeside(layer({ children: [series] }), item({ linked }))).toEqual([linked[1]]);
    expect(linkedBeside(layer(), item({ linked }))).toEqual(linked);
  });
});

describe('the details of a card', () => {
  it('have months by their names, one season for its two ends', () => {
    expect(seasonText({ season_from_month: 4, season_to_month: 10 }, 'kk')).toBe('сәуір – қазан');
    expect(seasonText({ season_from_month: 5, season_to_month: 9 }, 'ru')).toBe('май – сентябрь');
    expect(seasonText({ season_from_month: 1, season_to_month: 12 }, 'en')).toBe('All year round');
    expect(seasonText({ season_from_month: 6, season_to_month: 6 }, 'en')).toBe('June');
    expect(seasonText({ season_from_month: 4, season_to_month: null }, 'ru')).toBeNull();
    const opens = field('season_from_month', { type: 'integer', unit: 'month' });
    const facts = cardFacts(layer({ fields: [opens] }), { season_from_month: 4 }, 'kk');
    expect(facts.map(({ text }) => text)).toEqual(['сәуір']);
  });

  it('do not say again what the heading has said', () => {
    const topic = field('topic', { type: 'code', vocabulary: 'topic' });
    const terms = [{ code: 'water', title: same('Water'), tone: null }];
    const reports = layer({
      fields: [topic],
      named_by: 'topic',
      vocabularies: { topic: { title: same('Topic'), terms } },
    });
    expect(cardFacts(reports, { topic: 'water' }, 'en')).toEqual([]);
    expect(cardFacts(reports, { topic: 'water', name_en: 'A leak' }, 'en')).toHaveLength(1);
  });

  it('write years without gaps, and leave files and seals to the machine', () => {
    const fields = [
      field('funding_year', { type: 'integer', unit: 'year' }),
      field('media'),
      field('place_released', { type: 'boolean' }),
    ];
    const row = { funding_year: 2026, media: '0123456789abcdefghjkmnpqrs', place_released: false };
    expect(factsOf(layer(), fields, row, 'ru').map(({ text }) => text)).toEqual(['2026']);
  });

  it('do not say in which language a free text is', () => {
    const facts = factsOf(layer(), [field('address')], { address: 'Түркістан' }, 'en');
    expect(facts[0]?.language).toBe('');
  });
});

describe('amounts whose unit another field tells', () => {
  const series = {
    id: 'pledges',
    title: same('Pledges'),
    fields: [
      field('resource', { type: 'code', vocabulary: 'resource' }),
      field('amount', {
        type: 'number',
        unit_by: 'resource',
        title: { kk: 'Мөлшері (теңге немесе сағат)', ru: 'Объём (тенге или часы)', en: 'Amount (…)' },
      }),
    ],
  };
  const terms = [
    { code: 'money', title: { kk: 'Ақша', ru: 'Деньги', en: 'Money' }, tone: null, unit: 'KZT' },
    { code: 'hours', title: { kk: 'Сағат', ru: 'Часы', en: 'Hours' }, tone: null, unit: 'h' },
  ];
  const projects = layer({
    children: [series],
    vocabularies: { resource: { title: same('Resource'), terms } },
  });

  it('are written with it', () => {
    const facts = factsOf(projects, series.fields, { resource: 'money', amount: 1250000 }, 'ru');
    expect([facts[1]?.title, plain(facts[1]?.text ?? '')]).toEqual(['Объём', '1 250 000 ₸']);
    expect(factsOf(projects, series.fields, { resource: 'hours', amount: 40 }, 'kk')[1]?.text).toBe(
      '40 сағ',
    );
  });

  it('are summed up, each kind for itself', () => {
    const rows = [
      { resource: 'hours', amount: 40 },
      { resource: 'money', amount: 1000000 },
      { resource: 'money', amount: 250000 },
    ];
    const totals = totalsOf(projects, series, rows, 'ru').map(plain);
    expect(totals).toEqual(['Деньги: 1 250 000 ₸', 'Часы: 40 ч']);
    expect(totalsOf(projects, series, rows.slice(1, 2), 'ru')).toEqual([]);
  });
});

describe('what happened', () => {
  const row = {
    at: '2026-06-01',
    action: 'edited',
    move: null,
    from_state: null,
    to_state: null,
    reason: null,
  };

  it('is said by the words for it, whatever it was', () => {
    expect(titleOf(layer(), row, 'ru')).toBe('Изменено');
    expect(titleOf(layer(), row, 'kk')).toBe('Өзгертілді');
    expect(titleOf(layer(), { ...row, action: 'unheard_of' }, 'kk')).toBe('Өзгеріс');
  });

  it('is a move by its name', () => {
    const moves = [{ id: 'solve', title: { kk: 'Шешу', ru: 'Решить', en: 'Solve' } }];
    const moved = { ...row, action: 'moved', move: 'solve' };
    expect(titleOf(layer({ flow: { states: 's', moves } }), moved, 'en')).toBe('Solve');
  });
});

describe('what a record is based on', () => {
  const record = {
    citation: 'Реестр; position: placed by hand',
    citation_kk: 'Тізілім; орны: қолмен',
    citation_ru: 'Реестр; положение: вручную',
  };

  it('is told in the reader’s language where the record tells it so', () => {
    expect(citationsOf(record, 'kk')).toEqual([
      { text: 'Тізілім', language: 'kk' },
      { text: 'орны: қолмен', language: 'kk' },
    ]);
  });

  it('stays as it was recorded where nobody told it in that language', () => {
    expect(citationsOf(record, 'en').map(({ text }) => text)).toEqual([
      'Реестр',
      'position: placed by hand',
    ]);
    expect(citationsOf({ citation: 'Archive of Semey' }, 'kk')).toEqual([
      { text: 'Archive of Semey', language: '' },
    ]);
    expect(citationsOf({ citation: null }, 'ru')).toEqual([]);
  });
});
