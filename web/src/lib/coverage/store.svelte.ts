import * as atlas from '../api/client';
import { Resource } from '../api/resource.svelte';
import type { Coverage } from '../api/types';
import type { CoverageRequest } from '../api/requests';

/** How far the chosen region's settlements are covered, by the wish in the view. */
class CoverageResult {
  readonly result = new Resource<Coverage>();

  #asked = '';

  load(wish: CoverageRequest | null, region: string | null): void {
    const asked = JSON.stringify([wish, region]);
    if (asked !== this.#asked) this.result.clear();
    this.#asked = asked;
    if (wish) this.result.load((signal) => atlas.coverage({ ...wish, region }, signal));
    else this.result.clear();
  }
}

export const covered = new CoverageResult();
