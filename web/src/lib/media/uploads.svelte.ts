import { AnsweredProblem, NoAnswer, type Problem, type ProblemDetails } from '../api/problem';
import type { ObjectRef } from '../api/requests';
import { session } from '../session/session.svelte';
import { MediaClient } from './client';
import { patience, transportAs } from './transport';
import { begin, send, UploadRefused } from './tus';

const KEPT_AS = 'atlas-upload:';
const FULL = 100;

/** A file on its way to an object. */
export class MediaUpload {
  state = $state<'sending' | 'waiting' | 'paused' | 'checking' | 'done' | 'failed'>('sending');
  sent = $state(0);
  problem = $state.raw<Problem | null>(null);
  /** How many files of the same person look like this one. */
  alike = $state(0);
  readonly file: File;
  readonly object: ObjectRef;
  readonly isShown: boolean;
  readonly share = $derived.by(() =>
    Math.floor((FULL * Math.min(this.sent, this.file.size)) / Math.max(this.file.size, 1)),
  );
  #address: string | null = null;
  #running: AbortController | null = null;

  constructor(file: File, object: ObjectRef, isShown: boolean) {
    [this.file, this.object, this.isShown] = [file, object, isShown];
    this.#address = localStorage.getItem(this.#key);
  }

  get id(): string {
    return this.#address?.split('/').at(-1) ?? '';
  }

  /** The file by which it is known again after the page was closed. */
  get #key(): string {
    return `${KEPT_AS}${this.file.name}:${this.file.size}:${this.file.lastModified}`;
  }

  pause(): void {
    this.#running?.abort();
    this.state = 'paused';
  }

  /** Sends what is missing, then lets the file belong to the object. */
  async run(): Promise<void> {
    const running = new AbortController();
    this.#running?.abort();
    this.#running = running;
    [this.state, this.problem] = ['sending', null];
    try {
      await this.#send(running.signal);
      this.state = 'checking';
      await this.#attach();
      localStorage.removeItem(this.#key);
      this.state = 'done';
    } catch (error) {
      if (this.#running !== running || running.signal.aborted) return;
      this.#fail(error);
    }
  }

  async giveUp(): Promise<void> {
    this.#running?.abort();
    localStorage.removeItem(this.#key);
    if (this.#address) await this.#client.remove(this.id).catch(() => null);
  }

  get #client(): MediaClient {
    return new MediaClient(session.credentials);
  }

  async #send(signal: AbortSignal): Promise<void> {
    const transport = transportAs(session.credentials ?? {});
    if (!this.#address) {
      this.#address = await begin(this.file, transport, patience, signal);
      localStorage.setItem(this.#key, this.#address);
    }
    await send(this.file, this.#address, transport, patience, {
      signal,
      progress: (bytes) => {
        this.sent = bytes;
        if (bytes >= this.file.size) this.state = 'checking';
      },
      waiting: (isWaiting) => {
        this.state = isWaiting ? 'waiting' : 'sending';
      },
    });
  }

  async #attach(): Promise<void> {
    const item = await this.#client.item(this.id);
    if (item.refusal) throw new UploadRefused(422, '');
    this.alike = item.alike?.length ?? 0;
    await this.#client.link(this.id, this.object);
    if (this.isShown) await this.#client.describe(this.id, { may_be_shown: true });
  }

  #fail(error: unknown): void {
    this.state = 'failed';
    if (error instanceof UploadRefused) {
      localStorage.removeItem(this.#key);
      this.#address = null;
      this.problem = problemOfText(error);
    } else if (error instanceof AnsweredProblem || error instanceof NoAnswer) this.problem = error;
    else throw error;
  }
}

function problemOfText(refused: UploadRefused): Problem {
  try {
    return new AnsweredProblem(refused.status, JSON.parse(refused.body) as ProblemDetails);
  } catch {
    return new NoAnswer('/api/media');
  }
}

/** All files that are on their way, whichever card is open. */
class MediaUploads {
  list = $state<MediaUpload[]>([]);

  of(object: ObjectRef): MediaUpload[] {
    return this.list.filter((each) => each.object.layer === object.layer && each.object.id === object.id);
  }

  /** Starts to send the files; `arrived` is called after each that has become the object's. */
  add(files: readonly File[], object: ObjectRef, isShown: boolean, arrived: () => void): void {
    for (const file of files) {
      this.list.push(new MediaUpload(file, object, isShown));
      const upload = this.list.at(-1);
      if (upload) void this.go(upload, arrived);
    }
  }

  async go(upload: MediaUpload, arrived: () => void): Promise<void> {
    await upload.run();
    if (upload.state !== 'done') return;
    if (upload.alike === 0) this.drop(upload);
    arrived();
  }

  drop(upload: MediaUpload): void {
    this.list = this.list.filter((each) => each !== upload);
  }
}

export const uploads = new MediaUploads();
