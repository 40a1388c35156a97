import * as atlas from '../api/client';
import { Resource } from '../api/resource.svelte';
import type { Name, Properties, Region } from '../api/types';
import { view } from '../view/store.svelte';
import { chosen } from './store.svelte';

/** The names of units of which lists speak: all oblasts, and those around the chosen region. */
class UnitNames {
  readonly #oblasts = new Resource<Region[]>();

  /** Asks for the oblasts, once. */
  load(): void {
    if (this.#oblasts.status === 'idle') {
      this.#oblasts.load((signal) => atlas.regionsUnder(null, signal));
    }
  }

  /** Where an object lies, as finely as is known here; not the chosen region, which is known. */
  of(properties: Properties): Name | null {
    const codes = [properties['rural_district_code'], properties['district_code'], properties['oblast_code']];
    const finer = codes.slice(0, Math.max(0, codes.indexOf(view.current.region)) || codes.length);
    for (const code of finer) {
      const name = this.#known.get(String(code));
      if (name) return name;
    }
    return null;
  }

  /** The name of a unit, where it is one of those known here. */
  named(code: string): Name | null {
    return this.#known.get(code) ?? null;
  }

  readonly #known = $derived.by(() => {
    const summary = chosen.summary.value;
    const units = [...(this.#oblasts.value ?? []), ...(summary?.children ?? []), ...(summary?.region.ancestors ?? [])];
    return new Map<string, Name>(units.map(({ code, name }) => [code, name]));
  });
}

export const unitNames = new UnitNames();
