import { untrack } from 'svelte';
import { AnsweredProblem, NoAnswer, type Problem } from './problem';

type Work<T> = (signal: AbortSignal) => Promise<T>;

/** Something fetched, with its loading and failed states; a newer load makes an older one void. */
export class Resource<T> {
  status = $state<'idle' | 'loading' | 'ready' | 'failed'>('idle');
  value = $state.raw<T | null>(null);
  problem = $state.raw<Problem | null>(null);
  #work: Work<T> | null = null;
  #running: AbortController | null = null;

  /** Starts the work; the older value stays visible until the new one is there. */
  load(work: Work<T>): void {
    untrack(() => void this.#run(work));
  }

  retry(): void {
    if (this.#work) this.load(this.#work);
  }

  /** Forgets the value and stops what runs. */
  clear(): void {
    untrack(() => {
      this.#running?.abort();
      this.#running = null;
      this.#work = null;
      this.status = 'idle';
      this.value = null;
      this.problem = null;
    });
  }

  async #run(work: Work<T>): Promise<void> {
    this.#running?.abort();
    const running = new AbortController();
    this.#running = running;
    this.#work = work;
    this.status = 'loading';
    try {
      const value = await work(running.signal);
      if (this.#running !== running) return;
      this.value = value;
      this.problem = null;
      this.status = 'ready';
    } catch (error) {
      if (this.#running !== running || running.signal.aborted) return;
      if (!(error instanceof AnsweredProblem || error instanceof NoAnswer)) throw error;
      this.value = null;
      this.problem = error;
      this.status = 'failed';
    }
  }
}
