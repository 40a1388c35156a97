import { AnsweredProblem, NoAnswer, type Problem } from '../api/problem';
import type { Run, RunOrder } from '../api/ingest-types';
import { Cancelled, send, type Sending } from './sending';
import { session } from '../session/session.svelte';

/** As many as the atlas takes at once. */
export const MOST_FILES = 20;

/** One file on its way to the atlas. */
export class Upload {
  state = $state<'queued' | 'sending' | 'sent' | 'failed' | 'cancelled'>('queued');
  /** The share that has gone, 0–1. */
  share = $state(0);
  problem = $state.raw<Problem | null>(null);
  run = $state.raw<Run | null>(null);
  #sending: Sending | null = null;

  constructor(
    readonly file: File,
    readonly layer: string,
    readonly order: RunOrder,
  ) {}

  /** The run that the atlas made of the file; null where it did not come that far. */
  async start(): Promise<Run | null> {
    const { credentials } = session;
    if (credentials === null) return null;
    this.state = 'sending';
    this.share = 0;
    this.problem = null;
    const asked = { credentials, layer: this.layer, order: this.order };
    this.#sending = send([this.file], asked, (share) => (this.share = share));
    try {
      this.run = (await this.#sending.runs)[0] ?? null;
      this.state = 'sent';
    } catch (error) {
      if (error instanceof Cancelled) this.state = 'cancelled';
      else if (error instanceof AnsweredProblem || error instanceof NoAnswer) this.#fail(error);
      else throw error;
    }
    return this.run;
  }

  cancel(): void {
    if (this.state === 'queued') this.state = 'cancelled';
    this.#sending?.cancel();
  }

  #fail(problem: Problem): void {
    this.problem = problem;
    this.state = 'failed';
  }
}

/** The files that were sent since the page was opened. */
class Uploads {
  all = $state.raw<readonly Upload[]>([]);

  /** Sends files one after another, as a weak connection would have it; each becomes a run. */
  async add(files: readonly File[], layer: string, order: RunOrder = {}): Promise<Run[]> {
    const added = files.slice(0, MOST_FILES).map((file) => new Upload(file, layer, order));
    this.all = [...added, ...this.all];
    const runs: Run[] = [];
    for (const upload of added) {
      if (upload.state === 'cancelled') continue;
      const run = await upload.start();
      if (run) runs.push(run);
    }
    return runs;
  }

  /** The file of a run, if it was sent from this page and is still at hand. */
  fileOf(run: number): File | null {
    return this.all.find((upload) => upload.run?.id === run)?.file ?? null;
  }

  forget(upload: Upload): void {
    this.all = this.all.filter((other) => other !== upload);
  }
}

export const uploads = new Uploads();
