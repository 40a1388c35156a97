/** What the page asks the atlas about messages to the person who is signed in. */

import type { components } from '../api/atlas';
import { answerTo, json } from '../api/client';

type Schemas = components['schemas'];
export type MessageSettings = Schemas['MessageSettingsAnswer'];
export type NewTarget = Schemas['NewTargetAnswer'];
export type MessageWish = Schemas['MessageSettingsBody'];

const MESSAGES = '/api/account/messages';

export async function messageSettings(signal: AbortSignal): Promise<MessageSettings> {
  return json(await answerTo(MESSAGES, { signal }));
}

export async function saveMessageSettings(wish: MessageWish, signal: AbortSignal): Promise<MessageSettings> {
  return json(await sent('PUT', MESSAGES, wish, signal));
}

export async function addBrowser(subscription: unknown): Promise<NewTarget> {
  return json(await sent('POST', `${MESSAGES}/push`, subscription));
}

export async function addWebhook(url: string, signal: AbortSignal): Promise<NewTarget> {
  return json(await sent('POST', `${MESSAGES}/webhooks`, { url }, signal));
}

export async function removeTarget(id: string): Promise<void> {
  await answerTo(`${MESSAGES}/targets/${id}`, { method: 'DELETE' });
}

/** Sends a link to the present address, or to another, for which the password is shown. */
export async function sendEmailLink(change: { email?: string; current?: string }, signal: AbortSignal): Promise<void> {
  await sent('POST', '/api/account/email', change, signal);
}

/** Sends a code to the present number, or to another, for which the password is shown. */
export async function sendTelephoneCode(
  change: { telephone?: string; current?: string },
  signal: AbortSignal,
): Promise<void> {
  await sent('POST', '/api/account/telephone', change, signal);
}

export async function confirmTelephone(code: string, signal: AbortSignal): Promise<void> {
  await sent('POST', '/api/account/telephone/confirm', { code }, signal);
}

export async function confirmEmail(link: string, signal: AbortSignal): Promise<void> {
  await sent('POST', '/api/account/link/confirm', { link }, signal);
}

function sent(method: string, path: string, body: unknown, signal: AbortSignal | null = null): Promise<Response> {
  const headers = { 'Content-Type': 'application/json' };
  return answerTo(path, { method, signal, headers, body: JSON.stringify(body) });
}
