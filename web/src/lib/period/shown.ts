/** Which months a chart shows. */

import type { MonthCount } from '../api/types';
import { type Month, monthsBetween, monthsLater, type Period } from '../view/period';

/** As many as stay tellable apart in a phone's width. */
export const MOST_MONTHS = 36;

export interface MonthBar {
  readonly month: Month;
  readonly count: number;
}

/**
 * The newest months with objects, or those up to the end of the period, without gaps: a month
 * without objects counts 0. Empty where no object has a day.
 */
export function monthsShown(rows: readonly MonthCount[], period: Period | null): MonthBar[] {
  const counts = new Map<Month, number>();
  for (const { month, count } of rows) if (month !== null) counts.set(month, count);
  const known = [...counts.keys()].sort();
  const [oldest, newest] = [known[0], known.at(-1)];
  if (oldest === undefined || newest === undefined) return [];
  const end = period?.to && period.to < newest && period.to >= oldest ? period.to : newest;
  const last = end === newest ? newest : earliest(newest, monthsLater(end, MOST_MONTHS / 3));
  const first = latest(oldest, monthsLater(last, 1 - MOST_MONTHS));
  return monthsBetween(first, last).map((month) => ({ month, count: counts.get(month) ?? 0 }));
}

function earliest(one: Month, other: Month): Month {
  return one < other ? one : other;
}

function latest(one: Month, other: Month): Month {
  return one > other ? one : other;
}
