import { CACHED_AT } from './cached-at';

/** Whether the atlas answers, or what it once answered is shown, and from when that is. */
class Connection {
  /** When the oldest of the answers was given that were shown since the atlas last answered itself. */
  cachedAt = $state<number | null>(null);

  /** An answer arrived. */
  heard(answer: { headers: { get(name: string): string | null } }): void {
    const kept = Number(answer.headers.get(CACHED_AT));
    if (!kept) this.cachedAt = null;
    else this.cachedAt = Math.min(kept, this.cachedAt ?? kept);
  }
}

export const connection = new Connection();
