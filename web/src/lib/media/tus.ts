/** A client of tus 1.0: a file goes in pieces, and on from where it stopped after any break. */

import { NoAnswer } from '../api/problem';

export interface PieceAnswer {
  readonly status: number;
  /** How many bytes the atlas has on its disk; null where it did not say. */
  readonly offset: number | null;
  readonly location: string | null;
  readonly body: string;
}

/** Sends one request; rejects where no answer comes. */
export type Transport = (
  method: 'POST' | 'PATCH' | 'HEAD' | 'DELETE',
  path: string,
  headers: Readonly<Record<string, string>>,
  body: Blob | null,
  heard: { progress?: (bytes: number) => void; signal: AbortSignal },
) => Promise<PieceAnswer>;

export interface Patience {
  /** Resolves when it is worth trying again; the failure's number grows while nothing gets through. */
  wait(failure: number, signal: AbortSignal): Promise<void>;
}

/** Thrown where the atlas refuses the file or its sender for good. */
export class UploadRefused extends Error {
  readonly status: number;
  readonly body: string;
  constructor(status: number, body: string) {
    super(`upload refused: ${status}`);
    this.status = status;
    this.body = body;
  }
}

export const PIECE_BYTES = 4 * 1024 * 1024;
const TUS = { 'Tus-Resumable': '1.0.0' };
const OCTETS = 'application/offset+octet-stream';
const [CREATED, CONFLICT, LOCKED, TIMEOUT, TOO_MANY] = [201, 409, 423, 408, 429];
const SERVER_ERROR = 500;

/** What is passing: the same request may get through later. */
function isPassing(status: number): boolean {
  return status >= SERVER_ERROR || [CONFLICT, LOCKED, TIMEOUT].includes(status);
}

export function encodedName(name: string): string {
  const bytes = new TextEncoder().encode(name);
  return btoa(String.fromCodePoint(...bytes));
}

/** The address of a new upload. Throws UploadRefused. */
export async function begin(
  file: { readonly name: string; readonly size: number },
  transport: Transport,
  patience: Patience,
  signal: AbortSignal,
): Promise<string> {
  const headers = {
    ...TUS,
    'Upload-Length': String(file.size),
    'Upload-Metadata': `filename ${encodedName(file.name)}`,
  };
  for (let failure = 1; ; failure += 1) {
    const answer = await transport('POST', '/api/media', headers, null, { signal }).catch(unheard);
    signal.throwIfAborted();
    if (answer?.status === CREATED && answer.location) return answer.location;
    if (answer && answer.status !== TOO_MANY && !isPassing(answer.status)) {
      throw new UploadRefused(answer.status, answer.body);
    }
    await patience.wait(failure, signal);
  }
}

/**
 * Sends what is missing of the file; `progress` hears how many bytes are there or on their way.
 * A lost connection is waited for as long as it takes. Throws UploadRefused.
 */
export async function send(
  file: Blob,
  address: string,
  transport: Transport,
  patience: Patience,
  heard: {
    progress: (bytes: number) => void;
    waiting: (isWaiting: boolean) => void;
    signal: AbortSignal;
  },
): Promise<void> {
  const { signal } = heard;
  let failure = 0;
  let offset: number | null = null;
  while (offset === null || offset < file.size) {
    const answer: PieceAnswer | null =
      offset === null
        ? await transport('HEAD', address, TUS, null, { signal }).catch(unheard)
        : await piece(file, address, offset, transport, heard).catch(unheard);
    signal.throwIfAborted();
    if (answer && answer.offset !== null && answer.status < 300) {
      failure = answer.offset === offset ? failure + 1 : 0;
      offset = answer.offset;
      heard.waiting(false);
      heard.progress(offset);
      continue;
    }
    if (answer && !isPassing(answer.status)) throw new UploadRefused(answer.status, answer.body);
    failure += 1;
    offset = null;
    heard.waiting(true);
    await patience.wait(failure, signal);
  }
}

function piece(
  file: Blob,
  address: string,
  offset: number,
  transport: Transport,
  heard: { progress: (bytes: number) => void; signal: AbortSignal },
): Promise<PieceAnswer> {
  const headers = { ...TUS, 'Upload-Offset': String(offset), 'Content-Type': OCTETS };
  const part = file.slice(offset, offset + PIECE_BYTES);
  return transport('PATCH', address, headers, part, {
    signal: heard.signal,
    progress: (bytes) => heard.progress(offset + bytes),
  });
}

function unheard(error: unknown): null {
  if (error instanceof NoAnswer) return null;
  throw error;
}

