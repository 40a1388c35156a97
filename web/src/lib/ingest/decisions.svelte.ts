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

interface Kept {
  decisions: Decision[];
  /** The load to which they were sent. */
  sent: number | null;
}

/**
 * What was decided so far on the left rows of a run. It stays in the browser until the load to which
 * it was sent is done: a closed tab, a lost sign-in or a load that fails takes none of it away.
 */
export class Decisions {
  readonly #made = new SvelteMap<number, Decision>();
  readonly #keptAs: string;
  #sent = $state<number | null>(null);

  constructor(run: number) {
    this.#keptAs = `atlas-decisions-${run}`;
    const { decisions, sent } = read(this.#keptAs);
    this.#sent = sent;
    for (const decision of decisions) this.#made.set(decision.row, decision);
  }

  get all(): Decision[] {
    return [...this.#made.values()];
  }

  /** The load that the decisions were sent to and that is not known to be over. */
  get sentTo(): number | null {
    return this.#sent;
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

  /** Notes that a load works on the decisions. */
  send(to: number): void {
    this.#sent = to;
    this.#keep();
  }

  /** Forgets them where their load is done; where it failed, they can be changed and sent again. */
  settle(isDone: boolean): void {
    if (isDone) this.#made.clear();
    this.#sent = null;
    this.#keep();
  }

  #keep(): void {
    if (this.#made.size === 0) localStorage.removeItem(this.#keptAs);
    else {
      const kept: Kept = { decisions: this.all, sent: this.#sent };
      localStorage.setItem(this.#keptAs, JSON.stringify(kept));
    }
  }
}

function read(name: string): Kept {
  try {
    const kept = JSON.parse(localStorage.getItem(name) ?? 'null') as Kept | null;
    return { decisions: kept?.decisions ?? [], sent: kept?.sent ?? null };
  } catch {
    return { decisions: [], sent: null };
  }
}
