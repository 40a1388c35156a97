/** Why the map would not show an object: what is chosen leaves it out. */

import type { Collection, Item, Properties } from '../api/types';
import { isWithin, monthAt, type Period } from '../view/period';
import type { Condition, Where } from '../view/where';

export type Beyond =
  | { readonly kind: 'region' | 'period' | 'layer' }
  | { readonly kind: 'condition'; readonly condition: Condition };

/** What is chosen: null and none leave nothing out. */
export interface Chosen {
  readonly region: string | null;
  readonly period: Period | null;
  readonly where: Where;
  /** Ids of the layers that the map shows. */
  readonly shown: readonly string[];
}

const UNITS = ['oblast_code', 'district_code', 'rural_district_code'];

/** Each choice that leaves the object out. */
export function beyondOf({ properties }: Item, layer: Collection, chosen: Chosen): Beyond[] {
  const { region, period, shown } = chosen;
  const beyond: Beyond[] = [];
  if (region !== null && !liesIn(properties, region)) beyond.push({ kind: 'region' });
  if (period !== null && layer.time_field !== null) {
    if (!isOf(properties[layer.time_field], period)) beyond.push({ kind: 'period' });
  }
  for (const condition of chosen.where) {
    if (condition.layer !== layer.id || holds(properties, condition)) continue;
    beyond.push({ kind: 'condition', condition });
  }
  if (!shown.includes(layer.id)) beyond.push({ kind: 'layer' });
  return beyond;
}

/** A line lies in every unit that it passes. */
function liesIn(properties: Properties, region: string): boolean {
  const passed = properties['passes_codes'];
  if (Array.isArray(passed) && passed.some((code) => code === region)) return true;
  return UNITS.some((unit) => properties[unit] === region);
}

/** Whether a day, or an instant on its day in Kazakhstan, is of a period. */
function isOf(moment: Properties[string] | undefined, period: Period): boolean {
  if (typeof moment !== 'string') return false;
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(moment);
  return isWithin(period, isDay ? moment.slice(0, 7) : monthAt(new Date(moment)));
}

function holds(properties: Properties, { field, code }: Condition): boolean {
  const value = properties[field];
  return Array.isArray(value) ? value.some((each) => each === code) : value === code;
}
