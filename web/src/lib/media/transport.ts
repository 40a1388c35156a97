/** How pieces travel: by XMLHttpRequest, for `fetch` cannot tell how much of a body has gone. */

import { NoAnswer } from '../api/problem';
import type { Patience, Transport } from './tus';

const LONGEST_WAIT_MS = 30_000;

export function transportAs(credentials: Readonly<Record<string, string>>): Transport {
  return (method, path, headers, body, heard) =>
    new Promise((resolve, reject) => {
      const request = new XMLHttpRequest();
      const abort = (): void => request.abort();
      request.upload.onprogress = (event) => heard.progress?.(event.loaded);
      request.onerror = () => reject(new NoAnswer(path));
      request.onabort = () => reject(new NoAnswer(path));
      request.onload = () => {
        const offset = request.getResponseHeader('Upload-Offset');
        resolve({
          status: request.status,
          offset: offset === null ? null : Number(offset),
          location: request.getResponseHeader('Location'),
          body: request.responseText,
        });
      };
      request.onloadend = () => heard.signal.removeEventListener('abort', abort);
      heard.signal.addEventListener('abort', abort);
      request.open(method, path);
      const language = { 'Accept-Language': document.documentElement.lang };
      for (const [name, value] of Object.entries({ ...language, ...credentials, ...headers })) {
        request.setRequestHeader(name, value);
      }
      request.send(body);
    });
}

/** Waits longer with each failure, and not at all once the browser says that it is connected again. */
export const patience: Patience = {
  wait: (failure, signal) =>
    new Promise((resolve) => {
      const done = (): void => {
        clearTimeout(timer);
        removeEventListener('online', done);
        signal.removeEventListener('abort', done);
        resolve();
      };
      const timer = setTimeout(done, Math.min(500 * 2 ** failure, LONGEST_WAIT_MS));
      addEventListener('online', done);
      signal.addEventListener('abort', done);
    }),
};
