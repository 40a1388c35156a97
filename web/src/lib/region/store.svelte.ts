import * as atlas from '../api/client';
import { AnsweredProblem } from '../api/problem';
import { Resource } from '../api/resource.svelte';
import type { Collection, RegionFeature, RegionSummary } from '../api/types';
import { filters } from '../filters/store.svelte';
import { monthCounts } from '../period/counts.svelte';
import { view } from '../view/store.svelte';

/** The chosen region, or the whole country: its counts and, for a region, its outline. */
class ChosenRegion {
  readonly summary = new Resource<RegionSummary>();
  readonly outline = new Resource<RegionFeature>();

  #loaded: string | null | undefined;

  /** What is shown belongs to one region: nothing of the one before stays. */
  load(code: string | null): void {
    if (code !== this.#loaded) {
      this.summary.clear();
      this.outline.clear();
    }
    this.#loaded = code;
    this.summary.load((signal) => atlas.summary(code ?? atlas.COUNTRY, signal));
    if (code) this.outline.load((signal) => atlas.region(code, signal));
    else this.outline.clear();
  }

  /** Whether there is no such region: then what is shown is of the whole country. */
  get isUnknown(): boolean {
    const { problem } = this.summary;
    return problem instanceof AnsweredProblem && problem.status === 404;
  }

  /** How many objects of a layer the region holds or, for lines, touches. */
  count(layer: Collection): number {
    const counts = this.summary.value?.layers[layer.id];
    return counts ? Math.max(counts.count, counts.passing ?? 0) : layer.count;
  }

  /** How many of them the map shows by the period and filters; null while that is not known. */
  countShown(layer: Collection): number | null {
    const { archive, period, region } = view.current;
    if (archive === null && filters.of(layer.id).length > 0) return filters.count(layer);
    if (!period || archive !== null || layer.time_field === null) return this.count(layer);
    return monthCounts.within(layer, region, period);
  }

  /** Chooses a region, or the whole country by null, and moves the map to it. */
  choose(code: string | null): void {
    const map = { account: false, ingest: null, query: '', camera: null } as const;
    view.go({ ...map, region: code, object: null, panel: 'region' });
  }
}

export const chosen = new ChosenRegion();
