/** What is sent to who cannot sign in by a password: a link, or a code. */

import type { components } from '../api/atlas';
import { answerTo, json } from '../api/client';

export type Asked = components['schemas']['DispatchAnswer'];

export async function askForLink(login: string, signal: AbortSignal): Promise<Asked> {
  return asked('/api/account/link/forgotten', login, signal);
}

export async function askForCode(login: string, signal: AbortSignal): Promise<Asked> {
  return asked('/api/session/sent-code', login, signal);
}

async function asked(path: string, login: string, signal: AbortSignal): Promise<Asked> {
  const headers = { 'Content-Type': 'application/json' };
  const body = JSON.stringify({ login });
  return json(await answerTo(path, { method: 'POST', signal, headers, body }));
}
