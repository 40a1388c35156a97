import { KEPT_AT } from './kept-at';

/** Whether the atlas answers, or what it once answered is shown, and from when that is. */
class Connection {
  /** When the oldest of the answers was given that were shown since the atlas last answered itself. */
  keptAt = $state<number | null>(null);

  /** An answer arrived. */
  heard(answer: { headers: { get(name: string): string | null } }): void {
    const kept = Number(answer.headers.get(KEPT_AT));
    if (!kept) this.keptAt = null;
    else this.keptAt = Math.min(kept, this.keptAt ?? kept);
  }
}

export const connection = new Connection();
