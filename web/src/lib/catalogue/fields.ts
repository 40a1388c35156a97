/** How the fields that a layer declares are read out to a person. */

import type { Collection, Field, Name, Properties, Term, Tone, Value } from '../api/types';
import { monthOfYearText } from '../language/months';
import {
  dayText,
  hoursText,
  lengthText,
  minutesText,
  moneyText,
  numberText,
  yearText,
} from '../language/numbers';
import type { Language, Phrase } from '../language/phrase';
import { nameIn, spokenName } from './names';

export const YES_NO: Record<'true' | 'false', Phrase> = {
  true: { kk: 'Иә', ru: 'Да', en: 'Yes' },
  false: { kk: 'Жоқ', ru: 'Нет', en: 'No' },
};

/** Columns that a card shows in places of their own or not at all. */
const SHOWN_ELSEWHERE = new Set([
  'oblast_code',
  'district_code',
  'rural_district_code',
  'passes_codes',
  'outside',
  'source',
  'source_key',
  'synthetic',
  'visibility',
  'version',
  'created_at',
  'updated_at',
  'accuracy_m',
  'sensitive',
  'sensitive_by_link',
  'place_released',
  'media',
  'scan',
]);

const IN_A_LANGUAGE = /^(.+)_(kk|ru|en)$/;
/** What a title says in brackets of the values: their language or unit. */
const BRACKETS = /\s*\([^)]*\)$/;

/** The term of a code; undefined for a code that its vocabulary no longer has. */
export function termOf(layer: Collection, field: Field, code: string): Term | undefined {
  const terms = field.vocabulary ? layer.vocabularies[field.vocabulary]?.terms : undefined;
  return terms?.find((term) => term.code === code);
}

export interface ToneGroup {
  readonly tone: Tone;
  readonly terms: readonly Term[];
}

/** The tones that colour a layer's objects on the map, each with the terms it stands for. */
export function tonesOf(layer: Collection): ToneGroup[] {
  const field = layer.style.colour_by ? fieldNamed(layer, layer.style.colour_by) : undefined;
  const terms = field?.vocabulary ? (layer.vocabularies[field.vocabulary]?.terms ?? []) : [];
  const groups = new Map<Tone, Term[]>();
  for (const term of terms) {
    if (term.tone) groups.set(term.tone, [...(groups.get(term.tone) ?? []), term]);
  }
  return [...groups].map(([tone, grouped]) => ({ tone, terms: grouped }));
}

/** An object's name; where it has none, the label of the term that its layer names it by. */
export function nameOf(layer: Collection, properties: Properties): Name {
  const name = nameIn(properties);
  const field = layer.named_by ? fieldNamed(layer, layer.named_by) : undefined;
  if (!field || spokenName(name, 'kk')) return name;
  return termOf(layer, field, String(properties[field.name] ?? ''))?.title ?? name;
}

export function fieldNamed(layer: Collection, name: string): Field | undefined {
  return layer.fields.find((field) => field.name === name);
}

/** The field whose term says how an object stands, as the catalogue declares it. */
export function stateField(layer: Collection): Field | undefined {
  return layer.style.state_by ? fieldNamed(layer, layer.style.state_by) : undefined;
}

/** The term that says how an object fares; undefined for layers without states. */
export function stateOf(layer: Collection, properties: Properties): Term | undefined {
  const field = stateField(layer);
  const code = field ? properties[field.name] : null;
  return field && typeof code === 'string' ? termOf(layer, field, code) : undefined;
}

/** A value as text; null for a value that says nothing. */
export function valueText(
  layer: Collection,
  field: Field,
  value: Value | undefined,
  language: Language,
): string | null {
  if (value === null || value === undefined || value === '') return null;
  if (Array.isArray(value)) {
    const labels = value.map((code) => codeText(layer, field, code, language));
    return labels.join(', ') || null;
  }
  if (typeof value === 'boolean') return YES_NO[value ? 'true' : 'false'][language];
  if (typeof value === 'number') return measureText(value, field.unit, language);
  if (typeof value === 'object') return null;
  return stringText(layer, field, String(value), language);
}

function stringText(layer: Collection, field: Field, text: string, language: Language): string {
  if (field.type === 'code') return codeText(layer, field, text, language);
  if (field.type === 'date' || field.type === 'datetime') return dayText(text, language);
  return text;
}

function codeText(layer: Collection, field: Field, code: string, language: Language): string {
  return termOf(layer, field, code)?.title[language] ?? code;
}

/** How a number of each unit is written. */
const MEASURES: Record<string, (value: number, language: Language) => string> = {
  m: lengthText,
  min: minutesText,
  h: hoursText,
  KZT: moneyText,
  year: yearText,
  month: monthOfYearText,
};

export function measureText(value: number, unit: string | null, language: Language): string {
  const measure = unit === null ? undefined : MEASURES[unit];
  if (measure) return measure(value, language);
  return [numberText(value, language, 2), unit].filter(Boolean).join(' ');
}

/** What a field's numbers count: its own unit, or that of another field's term in the same row. */
export function unitOf(
  layer: Collection,
  fields: readonly Field[],
  field: Field,
  row: Properties,
): string | null {
  const by = fields.find(({ name }) => name === field.unit_by);
  const term = by && termOf(layer, by, String(row[by.name] ?? ''));
  return term?.unit ?? field.unit;
}

export interface Fact {
  readonly name: string;
  readonly title: string;
  readonly text: string;
  /** The language of the text; empty where nobody has told it. */
  readonly language: Language | '';
  /** Where in the atlas it leads. */
  readonly href?: string;
}

/** The filled fields of an object or of a child row, in the layer's order. */
export function factsOf(
  layer: Collection,
  fields: readonly Field[],
  properties: Properties,
  language: Language,
  left_out: readonly string[] = [],
): Fact[] {
  const facts: Fact[] = [];
  for (const field of fields) {
    if (SHOWN_ELSEWHERE.has(field.name) || left_out.includes(field.name)) continue;
    const fact = IN_A_LANGUAGE.test(field.name)
      ? phraseFact(field, properties, language)
      : plainFact(layer, { ...field, unit: unitOf(layer, fields, field, properties) }, properties, language);
    if (fact && !facts.some((known) => known.name === fact.name)) facts.push(fact);
  }
  return facts;
}

/** Three columns of one text make one fact, in the best language. */
function phraseFact(field: Field, properties: Properties, language: Language): Fact | null {
  const stem = IN_A_LANGUAGE.exec(field.name)?.[1];
  if (!stem || stem === 'name') return null;
  const spoken = spokenName(nameIn(properties, stem), language);
  const title = plainTitle(field, language);
  return spoken && { name: stem, title, text: spoken.text, language: spoken.language };
}

/** A field's title without what stands in brackets behind it. */
function plainTitle(field: Field, language: Language): string {
  return withoutBrackets(field.title[language]);
}

export function withoutBrackets(title: string): string {
  return title.replace(BRACKETS, '');
}

function plainFact(
  layer: Collection,
  field: Field,
  properties: Properties,
  language: Language,
): Fact | null {
  const text = valueText(layer, field, properties[field.name], language);
  if (text === null) return null;
  const title = field.unit_by ? plainTitle(field, language) : field.title[language];
  return { name: field.name, title, text, language: field.type === 'text' ? '' : language };
}
