import { untrack } from 'svelte';
import { AnsweredProblem, NoAnswer, type Problem } from '../api/problem';
import type { Run } from '../api/ingest-types';
import type { IngestClient } from './client';

const SHORTEST_PAUSE_MS = 400;
const LONGEST_PAUSE_MS = 5000;
const LONGER_BY = 1.5;

/** Whether something still happens to a run without anybody's doing. */
export function isAtWork(run: Run): boolean {
  return run.state === 'queued' || run.state === 'reading' || run.state === 'writing';
}

/** Whether a run has written, or for a rehearsal would have written, all that it could. */
export function isOver(run: Run): boolean {
  return run.state === 'done' || run.state === 'undone';
}

/** The pause before the next question: short while something moves, longer while nothing does. */
export function nextPause(pause: number, before: Run | null, now: Run): number {
  const moved = before?.state !== now.state || before.progress.done !== now.progress.done;
  return moved ? SHORTEST_PAUSE_MS * 2 : Math.min(pause * LONGER_BY, LONGEST_PAUSE_MS);
}

/** One run, asked for again as long as it is at work; a lost connection is only waited out. */
export class WatchedRun {
  value = $state.raw<Run | null>(null);
  problem = $state.raw<Problem | null>(null);
  /** Whether the last question got no answer while the run was being watched. */
  isOffline = $state(false);
  #timer: ReturnType<typeof setTimeout> | undefined;
  #asking: AbortController | null = null;
  #pause = SHORTEST_PAUSE_MS;

  constructor(
    private readonly client: IngestClient,
    readonly id: number,
  ) {}

  start(): void {
    untrack(() => void this.#ask());
  }

  /** Ends the watching. */
  leave(): void {
    clearTimeout(this.#timer);
    this.#asking?.abort();
  }

  /** Takes over what an action on the run answered, and watches on. */
  take(run: Run): void {
    this.leave();
    this.value = run;
    this.#pause = SHORTEST_PAUSE_MS;
    if (isAtWork(run)) this.#askLater();
  }

  #askLater(): void {
    this.#timer = setTimeout(() => void this.#ask(), this.#pause);
  }

  async #ask(): Promise<void> {
    this.leave();
    const asking = new AbortController();
    this.#asking = asking;
    try {
      const run = await this.client.run(this.id, asking.signal);
      this.#pause = nextPause(this.#pause, this.value, run);
      this.value = run;
      this.problem = null;
      this.isOffline = false;
      if (isAtWork(run)) this.#askLater();
    } catch (error) {
      if (!asking.signal.aborted) this.#failed(error);
    }
  }

  #failed(error: unknown): void {
    if (error instanceof NoAnswer && this.value) {
      this.isOffline = true;
      this.#pause = Math.min(this.#pause * LONGER_BY, LONGEST_PAUSE_MS);
      this.#askLater();
    } else if (error instanceof AnsweredProblem || error instanceof NoAnswer) {
      this.problem = error;
    } else throw error;
  }
}
