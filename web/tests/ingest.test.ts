import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Proposal, ProposedTerm, RowProblem, Run } from '../src/lib/api/ingest-types';
import { alternativesOf, decisionFor, placesFor } from '../src/lib/ingest/alternatives';
import { Choices, codeOf, unknownFirst } from '../src/lib/ingest/choices.svelte';
import { firstCorrection } from '../src/lib/ingest/corrections';
import { choiceOf, Decisions, isComplete, rowsOf } from '../src/lib/ingest/decisions.svelte';
import { nextPause } from '../src/lib/ingest/run.svelte';
import { systemFacts } from '../src/lib/ingest/system-words';
import { bytesText } from '../src/lib/ingest/texts';
import { cameraOver } from '../src/lib/map/camera';

const PHRASE = { kk: 'СК-42, 13-аймақ', ru: 'СК-42, зона 13', en: 'SK-42, zone 13' };

function column(name: string, field: string | null): Proposal['columns'][number] {
  return { column: name, sample: [], filled: 1, field, how: field ? 'name' : null, score: null, others: [] };
}

function term(value: string, rows: number, code: string | null, suggestion: string | null = null): ProposedTerm {
  return { value, rows, code, how: code ? 'label' : null, suggestion };
}

const PROPOSAL: Proposal = {
  layer: 'monuments',
  file: { name: 'a.xlsx', bytes: 1 },
  sheet: 'One',
  sheets: ['One', 'Two'],
  rows: 58,
  whole: true,
  columns: [column('Name', 'name_ru'), column('No', 'register_no'), column('Remark', null)],
  fields: [
    { name: 'name_ru', title: PHRASE, required: false, type: 'text' },
    { name: 'kind', title: PHRASE, required: true, type: 'code' },
  ],
  terms: [{ field: 'kind', column: 'Kind', values: [term('a', 9, 'x'), term('b', 2, null, 'y'), term('c', 1, null)] }],
  crs: {
    from: 'detected',
    code: 'EPSG:28413',
    title: PHRASE,
    certainty: 'sure',
    operation: null,
    accuracy_m: 4.5,
    candidates: [{ code: 'EPSG:28413', title: PHRASE, rows: 57, share: 57 / 58, median_distance_m: 0 }],
  },
  key: { column: 'No', proposed: ['No'] },
  counts: { good: 58, waiting: 0, rejected: 0 },
  problems: [],
  preview: { type: 'FeatureCollection', features: [] },
};

function problem(row: number, crs: string[] = []): RowProblem {
  return {
    row,
    field: 'coordinates',
    column: null,
    value: '1; 2',
    reason: PHRASE,
    suggestion: null,
    code: 'system_unknown',
    outcome: 'waiting',
    candidates: crs.map((code, index) => ({ kind: 'place', crs: code, title: PHRASE, lon: 70 + index, lat: 43 })),
  };
}

describe('the choices of a proposal', () => {
  it('confirm what was proposed, with the suggestions for unknown values', () => {
    const order = new Choices(PROPOSAL).order();
    expect(order.columns).toEqual({ name_ru: 'Name', register_no: 'No' });
    expect(order.terms).toEqual({ kind: { a: 'x', b: 'y' } });
    expect(order.key).toBe('No');
  });

  it('say of a field given up that it stays empty', () => {
    const choices = new Choices(PROPOSAL);
    choices.columns['No'] = '';
    expect(choices.order().columns).toEqual({ name_ru: 'Name', register_no: '' });
  });

  it('know a field that two columns go into, and a required one that none does', () => {
    const choices = new Choices(PROPOSAL);
    choices.columns['Remark'] = 'name_ru';
    expect(choices.doubled).toEqual(['name_ru']);
    expect(choices.missing).toEqual(['kind']);
  });

  it('give all rows one value of a required field that no filled column fills', () => {
    const choices = new Choices(PROPOSAL);
    expect(choices.unfilled.map((each) => each.name)).toEqual(['kind']);
    choices.constants['kind'] = 'x';
    expect(choices.missing).toEqual([]);
    expect(choices.order().constants).toEqual({ kind: 'x' });
    expect(choices.order().columns).toEqual({ name_ru: 'Name', register_no: 'No', kind: '' });
    choices.columns['Remark'] = 'kind';
    expect(choices.unfilled).toEqual([]);
    expect(choices.order().constants).toEqual({});
    expect(choices.order().columns?.['kind']).toBe('Remark');
  });

  it('ask for the value of a column that is empty', () => {
    const empty = { ...column('Type', 'kind'), filled: 0 };
    const choices = new Choices({ ...PROPOSAL, columns: [...PROPOSAL.columns, empty] });
    expect(choices.missing).toEqual(['kind']);
    choices.constants['kind'] = 'x';
    expect(choices.order().columns?.['kind']).toBe('');
  });

  it('begin with the values for all rows that were told, and can take them back', () => {
    const choices = new Choices({ ...PROPOSAL, constants: { name_ru: 'Обо' }, columns: [] });
    expect(choices.unfilled.map((each) => each.name)).toEqual(['name_ru', 'kind']);
    expect(choices.order().constants).toEqual({ name_ru: 'Обо' });
    choices.constants['name_ru'] = '';
    expect(choices.order().constants).toEqual({ name_ru: '' });
  });

  it('need another proposal for another sheet or system only', () => {
    const choices = new Choices(PROPOSAL);
    choices.columns['Remark'] = 'kind';
    expect(choices.needsAnotherProposal).toBe(false);
    choices.sheet = 'Two';
    expect(choices.needsAnotherProposal).toBe(true);
    expect(choices.wishes()).toEqual({ sheet: 'Two' });
  });

  it('put unknown values first, then the doubtful, the frequent before the rare', () => {
    const doubtful: ProposedTerm = { ...term('d', 1, 'z'), how: 'near' };
    const ordered = unknownFirst([...(PROPOSAL.terms[0]?.values ?? []), doubtful]);
    expect(ordered.map((each) => each.value)).toEqual(['b', 'c', 'd', 'a']);
    expect(ordered.map(codeOf)).toEqual(['y', '', 'z', 'x']);
  });
});

describe('a coordinate system', () => {
  it('is told with its rows and its accuracy', () => {
    expect(systemFacts(PROPOSAL, 'ru')).toEqual([
      'СК-42, зона 13 (EPSG:28413)',
      'определено по 57 из 58 строк',
      'точность 4,5 м',
    ]);
  });

  it('that is not known says nothing', () => {
    const unknown = { ...PROPOSAL.crs, code: null, from: null };
    expect(systemFacts({ ...PROPOSAL, crs: unknown }, 'ru')).toEqual([]);
  });

  it('that each row names is said to stand in the column', () => {
    const named = { ...PROPOSAL.crs, code: null, from: 'column' as const };
    expect(systemFacts({ ...PROPOSAL, crs: named }, 'ru')).toEqual(['записано в столбце файла']);
  });
});

describe('waiting rows', () => {
  const problems = [problem(4, ['EPSG:1', 'EPSG:2']), problem(7), problem(4, ['EPSG:1'])];
  const [, second] = placesFor(problems, 4);

  it('gather all that is odd about a row', () => {
    expect(rowsOf(problems).map((each) => [each.row, each.problems.length])).toEqual([[4, 2], [7, 1]]);
  });

  it('offer each place once, numbered, with the chosen one marked', () => {
    expect(alternativesOf(problems, 4, { row: 4, crs: 'EPSG:2' })).toEqual([
      { number: 1, place: [70, 43], isChosen: false },
      { number: 2, place: [71, 43], isChosen: true },
    ]);
  });

  it('are decided by the system where that was the question', () => {
    expect(second && decisionFor(problems, 4, second)).toEqual({ row: 4, crs: 'EPSG:2' });
  });

  it('are decided by the place where one system has two of them', () => {
    const swapped = [problem(4, ['EPSG:4326', 'EPSG:4326'])];
    const [, other] = placesFor(swapped, 4);
    expect(other && decisionFor(swapped, 4, other)).toEqual({ row: 4, place: [71, 43] });
    expect(choiceOf({ row: 4, place: [71, 43] }, placesFor(swapped, 4))).toBe('place-1');
  });

  it('know which choice a decision is', () => {
    const places = placesFor(problems, 4);
    expect(choiceOf(undefined, places)).toBe('open');
    expect(choiceOf({ row: 4, crs: 'EPSG:2' }, places)).toBe('place-1');
    expect(choiceOf({ row: 4, place: [1, 2] }, places)).toBe('own-place');
    expect(choiceOf({ row: 4, same_as: 9 }, places)).toBe('same-9');
    expect(choiceOf({ row: 4, is_new: true }, places)).toBe('new');
    expect(choiceOf({ row: 4, values: { kind: 'x' } }, places)).toBe('value');
  });

  it('are not decided by half a place or an empty value', () => {
    expect(isComplete({ row: 1, place: [70, Number.NaN] })).toBe(false);
    expect(isComplete({ row: 1, place: [70, 43] })).toBe(true);
    expect(isComplete({ row: 1, values: { kind: ' ' } })).toBe(false);
    expect(isComplete({ row: 1, is_new: true })).toBe(true);
  });
});

describe('a correction', () => {
  const terms = [{ code: 'local', title: { kk: 'a', ru: 'b', en: 'c' }, tone: null }];

  it('of free text begins with what is suggested, else with the text as it stands', () => {
    expect(firstCorrection({ ...problem(1), suggestion: 'x' }, [])).toBe('x');
    expect(firstCorrection(problem(1), [])).toBe('1; 2');
  });

  it('of a term begins with the suggested term, however it is named, else with none', () => {
    expect(firstCorrection({ ...problem(1), suggestion: 'b' }, terms)).toBe('local');
    expect(firstCorrection({ ...problem(1), suggestion: 'local' }, terms)).toBe('local');
    expect(firstCorrection(problem(1), terms)).toBe('');
  });
});

describe('decisions', () => {
  const kept = new Map<string, string>();
  beforeEach(() => {
    kept.clear();
    vi.stubGlobal('localStorage', {
      getItem: (name: string) => kept.get(name) ?? null,
      setItem: (name: string, value: string) => kept.set(name, value),
      removeItem: (name: string) => kept.delete(name),
    });
  });

  it('survive a reload of the page, each run with its own', () => {
    new Decisions(1).decide({ row: 4, is_new: true });
    expect(new Decisions(1).all).toEqual([{ row: 4, is_new: true }]);
    expect(new Decisions(2).all).toEqual([]);
  });

  it('stay until the load to which they were sent is done', () => {
    const decisions = new Decisions(1);
    decisions.decide({ row: 4, is_new: true });
    decisions.send(9);
    expect(new Decisions(1).all).toEqual([{ row: 4, is_new: true }]);
    expect(new Decisions(1).sentTo).toBe(9);
    new Decisions(1).settle(true);
    expect(new Decisions(1).all).toEqual([]);
  });

  it('can be sent again where that load failed', () => {
    const decisions = new Decisions(1);
    decisions.decide({ row: 4, is_new: true });
    decisions.send(9);
    decisions.settle(false);
    expect(new Decisions(1).all).toEqual([{ row: 4, is_new: true }]);
    expect(new Decisions(1).sentTo).toBeNull();
  });

  it('begin anew where what is stored cannot be read', () => {
    kept.set('atlas-decisions-1', '{not json');
    expect(new Decisions(1).all).toEqual([]);
  });
});

describe('the watching of a run', () => {
  const run = (state: Run['state'], done: number) => ({ state, progress: { done, total: 9 } }) as Run;

  it('asks again soon while something moves, and later and later while nothing does', () => {
    expect(nextPause(4000, run('reading', 1), run('reading', 2))).toBe(800);
    expect(nextPause(800, run('reading', 2), run('reading', 2))).toBe(1200);
    expect(nextPause(4800, run('reading', 2), run('reading', 2))).toBe(5000);
  });
});

describe('the camera over what was loaded', () => {
  it('looks at its middle, so near that it still fits', () => {
    const camera = cameraOver([60, 40, 80, 55], { width: 512, height: 512 });
    expect(camera.lon).toBe(70);
    expect(2 ** camera.zoom * 512 * (20 / 360)).toBeLessThanOrEqual(512);
    expect(2 ** (camera.zoom + 1) * 512 * (20 / 360)).toBeGreaterThan(512 * 0.8);
  });

  it('does not fall upon a single point', () => {
    expect(cameraOver([70, 43, 70, 43], { width: 512, height: 512 }).zoom).toBe(13);
  });
});

describe('sizes', () => {
  it('are told in units of the reader', () => {
    expect(bytesText(10, 'en')).toBe('1 kB');
    expect(bytesText(2_500_000, 'ru')).toBe('2,5 МБ');
  });
});
