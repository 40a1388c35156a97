/** Fields and layers as the catalogue answers them, made for tests. */

import type { Collection, Field } from '../src/lib/api/types';

export const same = (text: string) => ({ kk: text, ru: text, en: text });
export const field = (name: string, change: Partial<Field> = {}): Field => ({
  name,
  title: same(name),
  type: 'text',
  vocabulary: null,
  unit: null,
  ...change,
});
export const layer = (change: Partial<Collection> = {}): Collection => ({
  id: 'things',
  title: same('Things'),
  title_of_one: same('Thing'),
  description: same('…'),
  role: 'theme',
  order: 1,
  geometry: 'point',
  count: 0,
  style: {
    colour: '#000000',
    colour_on_dark: '#ffffff',
    colour_by: null,
    state_by: null,
    ring: null,
    shown_at_start: true,
  },
  fields: [],
  vocabularies: {},
  flow: null,
  children: [],
  summary_fields: [],
  time_field: null,
  due_field: null,
  links: [],
  ...change,
});
