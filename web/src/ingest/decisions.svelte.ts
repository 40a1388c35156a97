import { SvelteMap } from 'svelte/reactivity';
import type { Decision, PlaceCandidate, RowProblem } from '../api/ingest-types';
import { means } from './alternatives';

/** A waiting row with all that is odd about it. */
export interface WaitingRow {
  readonly row: number;
  readonly problems: readonly RowProblem[];
}

/** Problems by row, in the order of the file. */
export function rowsOf(problems: readonly RowProblem[]): WaitingRow[] {
  const rows = new Map<number, RowProblem[]>();
  for (const problem of problems) {
    rows.set(problem.row, [...(rows.get(problem.row) ?? []), problem]);
  }
  return [...rows].map(([row, found]) => ({ row, problems: found }));
}

/** What a decision means among the choices of its row: the `name` of one of them. */
export function choiceOf(
  decision: Decision | undefined,
  places: readonly PlaceCandidate[],
): string {
  if (!decision) return 'open';
  if (decision.same_as !== undefined) return `same-${decision.same_as}`;
  if (decision.is_new) return 'new';
  if (decision.values) return 'value';
  const index = places.findIndex((place) => means(decision, place));
  return index >= 0 ? `place-${index}` : 'own-place';
}

/** Whether a decision says all that it must: a place needs both its numbers, a value its text. */
export function isComplete(decision: Decision): boolean {
  const { place, values } = decision;
  if (place) return Number.isFinite(place[0]) && Math.abs(place[1]) <= 90;
  return !values || Object.values(values).every((value) => value.trim() !== '');
}

/** What was decided so far on the waiting rows of a run; kept in the tab until it is sent. */
export class Decisions {
  readonly #made = new SvelteMap<number, Decision>();
  readonly #keptAs: string;

  constructor(run: number) {
    this.#keptAs = `atlas-decisions-${run}`;
    const kept = JSON.parse(sessionStorage.getItem(this.#keptAs) ?? '[]') as Decision[];
    for (const decision of kept) this.#made.set(decision.row, decision);
  }

  get all(): Decision[] {
    return [...this.#made.values()];
  }

  of(row: number): Decision | undefined {
    return this.#made.get(row);
  }

  decide(decision: Decision): void {
    this.#made.set(decision.row, decision);
    this.#keep();
  }

  leaveOpen(row: number): void {
    this.#made.delete(row);
    this.#keep();
  }

  forget(): void {
    this.#made.clear();
    sessionStorage.removeItem(this.#keptAs);
  }

  #keep(): void {
    sessionStorage.setItem(this.#keptAs, JSON.stringify(this.all));
  }
}
