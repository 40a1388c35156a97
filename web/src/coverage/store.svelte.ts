import * as atlas from '../api/client';
import { Resource } from '../api/resource.svelte';
import type { Coverage } from '../api/types';
import type { CoverageWish } from '../view/view';

/** How far the chosen region's settlements are covered, by the wish in the view. */
class CoverageResult {
  readonly result = new Resource<Coverage>();

  load(wish: CoverageWish | null, region: string | null): void {
    if (wish) this.result.load((signal) => atlas.coverage({ ...wish, region }, signal));
    else this.result.clear();
  }
}

export const covered = new CoverageResult();
