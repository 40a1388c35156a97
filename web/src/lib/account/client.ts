/** What the page asks the atlas about one's own account; a cookie says whose. */

import { answerTo, json } from '../api/client';
import type { components } from '../api/atlas';
import { AnsweredProblem, type Problem } from '../api/problem';

type Schemas = components['schemas'];
export type OwnSession = Schemas['SessionAnswer'];
export type OwnToken = Schemas['TokenAnswer'];
export type NewToken = Schemas['NewTokenAnswer'];
export type SecondFactor = Schemas['SecondFactorAnswer'];
export type Enrolment = Schemas['EnrolmentAnswer'];
export type LinkFor = Schemas['LinkAnswer'];

const ACCOUNT = '/api/account';

export interface TokenWish {
  readonly label: string;
  readonly kind: 'device' | 'token';
  readonly days: number | null;
  readonly permissions: readonly string[] | null;
}

export async function ownSessions(signal: AbortSignal): Promise<OwnSession[]> {
  const answer = await answerTo(`${ACCOUNT}/sessions`, { signal });
  return (await json<Schemas['SessionsAnswer']>(answer)).sessions;
}

/** Ends one session, or all but the present one. */
export async function endSession(id: number | null): Promise<void> {
  await answerTo(`${ACCOUNT}/sessions${id === null ? '' : `/${id}`}`, { method: 'DELETE' });
}

export async function ownTokens(signal: AbortSignal): Promise<OwnToken[]> {
  const answer = await answerTo(`${ACCOUNT}/tokens`, { signal });
  return (await json<Schemas['TokensAnswer']>(answer)).tokens;
}

export async function makeToken(wish: TokenWish, signal: AbortSignal): Promise<NewToken> {
  return json(await sent('POST', `${ACCOUNT}/tokens`, wish, signal));
}

export async function endToken(id: number): Promise<void> {
  await answerTo(`${ACCOUNT}/tokens/${id}`, { method: 'DELETE' });
}

export async function lookAtLink(link: string, signal: AbortSignal): Promise<LinkFor> {
  return json(await sent('POST', `${ACCOUNT}/link`, { link }, signal));
}

function sent(method: string, path: string, body: unknown, signal: AbortSignal): Promise<Response> {
  const headers = { 'Content-Type': 'application/json' };
  return answerTo(path, { method, signal, headers, body: JSON.stringify(body) });
}

/** Changes the password; the browser gets the cookie of a new session. */
export async function changePassword(
  change: { current: string; password: string },
  signal: AbortSignal,
): Promise<void> {
  await sent('PUT', `${ACCOUNT}/password`, change, signal);
}

export async function ownFactor(signal: AbortSignal): Promise<SecondFactor> {
  return json(await answerTo(`${ACCOUNT}/second-factor`, { signal }));
}

export async function enrolFactor(signal: AbortSignal): Promise<Enrolment> {
  return json(await answerTo(`${ACCOUNT}/second-factor`, { method: 'POST', signal }));
}

export async function confirmFactor(code: string, signal: AbortSignal): Promise<string[]> {
  const answer = await sent('POST', `${ACCOUNT}/second-factor/confirmation`, { code }, signal);
  return (await json<Schemas['RecoveryCodesAnswer']>(answer)).recovery_codes;
}

export async function newRecoveryCodes(signal: AbortSignal): Promise<string[]> {
  const answer = await answerTo(`${ACCOUNT}/second-factor/recovery-codes`, { method: 'POST', signal });
  return (await json<Schemas['RecoveryCodesAnswer']>(answer)).recovery_codes;
}

/** Shows the password once more; the browser gets the session's new cookie. */
export async function prove(password: string, signal: AbortSignal): Promise<void> {
  await sent('POST', `${ACCOUNT}/proof`, { password }, signal);
}

/** Whether the atlas wants the password once more before it goes on. */
export function asksForProof(problem: Problem | null): boolean {
  return problem instanceof AnsweredProblem && (problem.details.type ?? '').endsWith('needs-proof');
}
