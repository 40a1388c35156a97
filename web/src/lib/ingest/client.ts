/** What the page asks the atlas about the files that it loads; every question carries who asks. */

import { answerTo, json } from '../api/client';
import type {
  Decision,
  Outcome,
  ProblemsPage,
  Run,
  RunOrder,
  RunsPage,
} from '../api/ingest-types';

const RUNS_ON_A_PAGE = 20;
const PROBLEMS_ON_A_PAGE = 50;

/** The atlas, asked in the name of who has signed in. */
export class IngestClient {
  /** `credentials` are the headers that say who asks; none where a cookie does. */
  constructor(readonly credentials: Readonly<Record<string, string>>) {}

  runs(layer: string, signal: AbortSignal): Promise<RunsPage> {
    const asked = new URLSearchParams({ limit: String(RUNS_ON_A_PAGE) });
    if (layer) asked.set('layer', layer);
    return this.#get(`/api/ingest?${asked}`, signal);
  }

  run(id: number, signal: AbortSignal): Promise<Run> {
    return this.#get(`/api/ingest/${id}`, signal);
  }

  /** A page of the problems of some outcomes, or of all. */
  problems(id: number, outcomes: readonly Outcome[], signal: AbortSignal): Promise<ProblemsPage> {
    const asked = new URLSearchParams({ limit: String(PROBLEMS_ON_A_PAGE) });
    for (const outcome of outcomes) asked.append('outcome', outcome);
    return this.#get(`/api/ingest/${id}/problems?${asked}`, signal);
  }

  /** The page behind a `next` link, asked for on the host from which this page came. */
  next<T>(href: string, signal: AbortSignal): Promise<T> {
    const { pathname, search } = new URL(href, location.href);
    return this.#get(`${pathname}${search}`, signal);
  }

  confirm(id: number, order: RunOrder, signal: AbortSignal): Promise<Run> {
    return this.#post(`/api/ingest/${id}/confirm`, order, signal);
  }

  /** Stops a run, lets it go on, or takes back what it loaded. */
  act(id: number, action: 'stop' | 'resume' | 'undo', signal: AbortSignal): Promise<Run> {
    return this.#post(`/api/ingest/${id}/${action}`, null, signal);
  }

  /** A new run over the rows that were decided on. */
  decide(id: number, decisions: readonly Decision[], signal: AbortSignal): Promise<Run> {
    return this.#post(`/api/ingest/${id}/decisions`, { decisions }, signal);
  }

  async file(path: string, signal: AbortSignal): Promise<Blob> {
    return (await answerTo(path, { signal, headers: this.#headers() })).blob();
  }

  #headers(): Record<string, string> {
    return { ...this.credentials };
  }

  async #get<T>(path: string, signal: AbortSignal): Promise<T> {
    return json(await answerTo(path, { signal, headers: this.#headers() }));
  }

  async #post<T>(path: string, body: unknown, signal: AbortSignal): Promise<T> {
    const asked: RequestInit = { method: 'POST', signal, headers: this.#headers() };
    if (body !== null) {
      asked.headers = { ...this.#headers(), 'Content-Type': 'application/json' };
      asked.body = JSON.stringify(body);
    }
    return json(await answerTo(path, asked));
  }
}
