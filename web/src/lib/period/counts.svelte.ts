import * as atlas from '../api/client';
import { Resource } from '../api/resource.svelte';
import type { Collection, MonthCount } from '../api/types';
import { isWithin, type Period } from '../view/period';

interface OfRegion {
  readonly region: string | null;
  readonly rows: readonly MonthCount[];
}

/** How many objects of each layer with a time fall in each month, in the chosen region. */
class MonthCounts {
  readonly #resources = new Map<string, Resource<OfRegion>>();
  readonly #regions = new Map<string, string | null>();

  of(layer: Collection): Resource<OfRegion> {
    const known = this.#resources.get(layer.id) ?? new Resource<OfRegion>();
    this.#resources.set(layer.id, known);
    return known;
  }

  /** Asks once for a layer and a region, however many parts of the page want the counts. */
  load(layer: Collection, region: string | null): void {
    if (this.#regions.get(layer.id) === region) return;
    this.#regions.set(layer.id, region);
    this.of(layer).load(async (signal) => {
      const rows = await atlas.countsByMonth(region ?? atlas.COUNTRY, layer.id, signal);
      return { region, rows };
    });
  }

  /** The months of a layer in a region; null while they are not known. */
  rows(layer: Collection, region: string | null): readonly MonthCount[] | null {
    const told = this.of(layer).value;
    return told?.region === region ? told.rows : null;
  }

  /** How many objects the period holds; null while that is not known. */
  within(layer: Collection, region: string | null, period: Period): number | null {
    const rows = this.rows(layer, region);
    return rows && sumWithin(rows, period);
  }
}

/** The objects of a period; those without a day are in none. */
function sumWithin(rows: readonly MonthCount[], period: Period): number {
  return rows
    .filter(({ month }) => month !== null && isWithin(period, month))
    .reduce((sum, { count }) => sum + count, 0);
}

export const monthCounts = new MonthCounts();
