import { untrack } from 'svelte';
import { answerTo, json } from '../api/client';
import type { Me } from '../api/ingest-types';
import { AnsweredProblem } from '../api/problem';
import { Resource } from '../api/resource.svelte';
import type { Collection } from '../api/types';
import { catalogue } from '../catalogue/store.svelte';

/** Under this name the token stays: in the tab until it is closed, or on the device if one asks so. */
const KEPT_AS = 'atlas-token';
const UNAUTHENTICATED = 401;

/** Who is signed in, on all pages, by a token that never enters the address. */
class Session {
  readonly me = new Resource<Me>();
  /** The token of who is signed in; null is a stranger. */
  token = $state<string | null>(null);
  /** The layers into which this person may load. */
  readonly writable = $derived<Collection[]>(
    catalogue.layers.filter((layer) => this.me.value?.layers.includes(layer.id)),
  );
  readonly isRefused = $derived(
    this.me.problem instanceof AnsweredProblem && this.me.problem.status === UNAUTHENTICATED,
  );

  /** Signs in again with the token of this tab or device, if there is one. */
  resume(): void {
    if (untrack(() => this.token) !== null) return;
    const [ofTab, ofDevice] = [sessionStorage, localStorage].map((kept) => kept.getItem(KEPT_AS));
    const token = ofTab ?? ofDevice;
    if (token) this.signIn(token, { staysOnDevice: !ofTab });
  }

  signIn(token: string, { staysOnDevice }: { staysOnDevice: boolean }): void {
    const given = token.trim();
    this.me.load(async (signal) => {
      const me = await whoHas(given, signal);
      (staysOnDevice ? localStorage : sessionStorage).setItem(KEPT_AS, given);
      this.token = given;
      return me;
    });
  }

  signOut(): void {
    for (const kept of [sessionStorage, localStorage]) kept.removeItem(KEPT_AS);
    this.token = null;
    this.me.clear();
  }
}

async function whoHas(token: string, signal: AbortSignal): Promise<Me> {
  const headers = { Authorization: `Bearer ${token}` };
  return json(await answerTo('/api/me', { signal, headers }));
}

export const session = new Session();
