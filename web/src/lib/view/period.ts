/** A period of whole months, by which the layers with a time are filtered. */

/** A month such as `2026-03`; as texts, months compare as they follow each other. */
export type Month = string;

/** From the beginning of one month to the end of another; null is an open end, never both. */
export interface Period {
  readonly from: Month | null;
  readonly to: Month | null;
}

const MONTH = /^\d{4}-(?:0[1-9]|1[0-2])$/;
const OPEN = '..';

/** The period that a text such as `2026-01/2026-03` or `2026-01/..` tells; else null. */
export function periodFrom(text: string | null): Period | null {
  const [first, second, ...rest] = (text ?? '').split('/');
  if (first === undefined || second === undefined || rest.length > 0) return null;
  if (![first, second].every((end) => end === OPEN || MONTH.test(end))) return null;
  const period = { from: first === OPEN ? null : first, to: second === OPEN ? null : second };
  const isReversed = period.from !== null && period.to !== null && period.from > period.to;
  return isReversed ? null : periodOf(period.from, period.to);
}

export function periodText(period: Period): string {
  return `${period.from ?? OPEN}/${period.to ?? OPEN}`;
}

/** The period between two months; null, which is all time, where both ends are open. */
export function periodOf(from: Month | null, to: Month | null): Period | null {
  return from === null && to === null ? null : { from, to };
}

/** The period with another beginning; an end before it moves along. */
export function beginning(period: Period | null, from: Month | null): Period | null {
  const to = period?.to ?? null;
  return periodOf(from, from !== null && to !== null && to < from ? from : to);
}

/** The period with another end; a beginning after it moves along. */
export function ending(period: Period | null, to: Month | null): Period | null {
  const from = period?.from ?? null;
  return periodOf(to !== null && from !== null && from > to ? to : from, to);
}

export function isWithin(period: Period, month: Month): boolean {
  return (period.from === null || month >= period.from) && (period.to === null || month <= period.to);
}

/** The interval of days that the API takes as `datetime`. */
export function datetimeOf(period: Period): string {
  const first = period.from === null ? OPEN : `${period.from}-01`;
  return `${first}/${period.to === null ? OPEN : lastDayOf(period.to)}`;
}

/** The month in which an instant falls in Kazakhstan. */
export function monthAt(instant: Date): Month {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Almaty' }).format(instant).slice(0, 7);
}

/** The month so many months later, or earlier where the number is negative. */
export function monthsLater(month: Month, months: number): Month {
  const [year, place] = [Number(month.slice(0, 4)), Number(month.slice(5))];
  const count = year * 12 + place - 1 + months;
  return `${String(Math.floor(count / 12)).padStart(4, '0')}-${String((count % 12) + 1).padStart(2, '0')}`;
}

/** Every month from one to another, both included. */
export function monthsBetween(first: Month, last: Month): Month[] {
  const months: Month[] = [];
  for (let month = first; month <= last; month = monthsLater(month, 1)) months.push(month);
  return months;
}

function lastDayOf(month: Month): string {
  const next = new Date(`${monthsLater(month, 1)}-01T00:00:00Z`);
  return new Date(next.getTime() - 1).toISOString().slice(0, 10);
}
