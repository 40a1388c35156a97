/** The sending of files, with its progress: `fetch` cannot tell how much has gone. */

import { AnsweredProblem, NoAnswer, type ProblemDetails } from '../api/problem';
import type { Run, RunOrder } from '../api/ingest-types';

export interface Sending {
  readonly runs: Promise<Run[]>;
  cancel(): void;
}

/** Thrown where the person cancelled. */
export class Cancelled extends Error {}

/** Starts to send files into a layer; `progress` hears the share that has gone, 0–1. */
export function send(
  files: readonly File[],
  asked: { credentials: Readonly<Record<string, string>>; layer: string; order: RunOrder },
  progress: (share: number) => void,
): Sending {
  const form = new FormData();
  form.set('layer', asked.layer);
  form.set('order', JSON.stringify(asked.order));
  for (const file of files) form.append('file', file, file.name);
  const request = new XMLHttpRequest();
  const runs = new Promise<Run[]>((resolve, reject) => {
    request.upload.onprogress = (event) => {
      if (event.lengthComputable) progress(event.loaded / event.total);
    };
    request.onerror = () => reject(new NoAnswer('/api/ingest'));
    request.onabort = () => reject(new Cancelled());
    request.onload = () => {
      const answer = parsed(request.responseText);
      if (answer && 'runs' in answer) resolve(answer.runs);
      else if (answer) reject(new AnsweredProblem(request.status, answer));
      else reject(new NoAnswer('/api/ingest'));
    };
    request.open('POST', '/api/ingest');
    for (const [name, value] of Object.entries(asked.credentials)) request.setRequestHeader(name, value);
    request.setRequestHeader('Accept-Language', document.documentElement.lang);
    request.send(form);
  });
  return { runs, cancel: () => request.abort() };
}

/** The runs that were made, or the problem; null for what the atlas cannot have said. */
function parsed(text: string): { runs: Run[] } | ProblemDetails | null {
  try {
    return JSON.parse(text) as { runs: Run[] } | ProblemDetails;
  } catch {
    return null;
  }
}
