import { untrack } from 'svelte';
import { AnsweredProblem } from '../api/problem';
import { Resource } from '../api/resource.svelte';
import type { Me } from '../api/ingest-types';
import type { Collection } from '../api/types';
import { catalogue } from '../catalogue/store.svelte';
import { IngestClient } from './client';

/** Under this name the token stays in the tab, and only there: closing the tab forgets it. */
const KEPT_AS = 'atlas-token';
const UNAUTHENTICATED = 401;

/** Who is signed in, by a token that never enters the address. */
class Session {
  readonly me = new Resource<Me>();
  client = $state.raw<IngestClient | null>(null);
  /** The layers into which this person may load. */
  readonly writable = $derived<Collection[]>(
    catalogue.layers.filter((layer) => this.me.value?.layers.includes(layer.id)),
  );
  readonly isRefused = $derived(
    this.me.problem instanceof AnsweredProblem && this.me.problem.status === UNAUTHENTICATED,
  );

  /** Signs in again with the token of this tab, if there is one. */
  resume(): void {
    const kept = sessionStorage.getItem(KEPT_AS);
    if (kept && !untrack(() => this.client)) this.signIn(kept);
  }

  signIn(token: string): void {
    const client = new IngestClient(token.trim());
    this.me.load(async (signal) => {
      const me = await client.me(signal);
      sessionStorage.setItem(KEPT_AS, client.token);
      this.client = client;
      return me;
    });
  }

  signOut(): void {
    sessionStorage.removeItem(KEPT_AS);
    this.client = null;
    this.me.clear();
  }
}

export const session = new Session();
