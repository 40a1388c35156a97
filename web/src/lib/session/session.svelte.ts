import { untrack } from 'svelte';
import { answerTo, expiry, hasSession, json } from '../api/client';
import type { Me } from '../api/ingest-types';
import { AnsweredProblem } from '../api/problem';
import { Resource } from '../api/resource.svelte';
import type { Collection } from '../api/types';
import { catalogue } from '../catalogue/store.svelte';

/** Under this name the token stays: in the tab until it is closed, or on the device if one asks so. */
const KEPT_AS = 'atlas-token';
const ACCEPTED = 202;
const UNAUTHENTICATED = 401;
/** The password was shown too long ago for a code. */
const GONE = 410;

/** Who is signed in, on all pages: by a cookie that no script sees, or by the token of a program. */
class Session {
  readonly me = new Resource<Me | null>();
  /** The token that was given, which never enters the address; null where a cookie says who asks. */
  token = $state<string | null>(null);
  /** Counts the sign-ins and sign-outs of this page: what was asked before belongs to another. */
  turn = $state(0);
  /** Whether the session ended without anybody signing out. */
  hasExpired = $state(false);
  /** Whether the password was right and a code is asked for now. */
  awaitsCode = $state(false);
  /** The headers that say who asks, beside the cookie; null is a stranger. */
  readonly credentials = $derived.by((): Readonly<Record<string, string>> | null => {
    if (this.token !== null) return { Authorization: `Bearer ${this.token}` };
    return this.me.value === null ? null : {};
  });
  /** The layers into which this person may load. */
  readonly writable = $derived<Collection[]>(
    catalogue.layers.filter((layer) => this.me.value?.layers.includes(layer.id)),
  );
  /** Whether what was shown to sign in was wrong. */
  readonly isRefused = $derived(
    this.me.problem instanceof AnsweredProblem && this.me.problem.status === UNAUTHENTICATED,
  );

  constructor() {
    expiry.heard = () => this.#expire();
  }

  /** Signs in again with the session of this browser, or the token of this tab or device. */
  resume(): void {
    if (untrack(() => this.credentials) !== null) return;
    const [ofTab, ofDevice] = [sessionStorage, localStorage].map((kept) => kept.getItem(KEPT_AS));
    const token = ofTab ?? ofDevice;
    if (token) this.signIn(token, { staysOnDevice: !ofTab });
    else this.refresh();
  }

  /** Signs in with the token of a program. */
  signIn(token: string, { staysOnDevice }: { staysOnDevice: boolean }): void {
    const given = token.trim();
    this.hasExpired = false;
    this.me.load(async (signal) => {
      const me = await whoHas(given, signal);
      (staysOnDevice ? localStorage : sessionStorage).setItem(KEPT_AS, given);
      this.token = given;
      return me;
    });
  }

  /** Signs in with a password; the browser gets a cookie. */
  enter(shown: { login: string; password: string; stay: boolean }): void {
    this.enterBy('/api/session', shown);
  }

  /** Has the atlas answer who one is now, with the cookie of a new session. */
  enterBy(path: string, body: unknown, method = 'POST'): void {
    this.me.load(async (signal) => {
      const headers = { 'Content-Type': 'application/json' };
      const answer = await this.#untilLate(answerTo(path, { method, signal, headers, body: JSON.stringify(body) }));
      this.#forgetToken();
      this.hasExpired = false;
      this.awaitsCode = answer.status === ACCEPTED;
      if (!this.awaitsCode) this.turn += 1;
      return this.awaitsCode ? null : json<Me>(answer);
    });
  }

  /** Goes back to the password. */
  startAgain(): void {
    this.awaitsCode = false;
    this.me.clear();
  }

  /** Asks anew who is signed in, where the account itself has changed. */
  refresh(): void {
    if (this.token === null && hasSession()) this.me.load(async (signal) => json(await answerTo('/api/me', { signal })));
  }

  /** The answer; where it comes too late for a code, the password is asked again. */
  async #untilLate(answer: Promise<Response>): Promise<Response> {
    try {
      return await answer;
    } catch (error) {
      if (error instanceof AnsweredProblem && error.status === GONE) this.awaitsCode = false;
      throw error;
    }
  }

  /** Ends the session, or forgets the token. */
  async signOut(): Promise<void> {
    const isProgram = this.token !== null;
    this.#forgetToken();
    if (!isProgram) await answerTo('/api/session', { method: 'DELETE' }).catch(() => null);
    this.hasExpired = false;
    this.turn += 1;
    this.me.clear();
  }

  #forgetToken(): void {
    for (const kept of [sessionStorage, localStorage]) kept.removeItem(KEPT_AS);
    this.token = null;
  }

  #expire(): void {
    if (this.token !== null) return;
    // Several answers tell of the same end.
    if (!this.hasExpired) this.turn += 1;
    this.hasExpired = true;
    this.me.clear();
  }
}

async function whoHas(token: string, signal: AbortSignal): Promise<Me> {
  const headers = { Authorization: `Bearer ${token}` };
  return json(await answerTo('/api/me', { signal, headers }));
}

export const session = new Session();
