import * as atlas from '../api/client';
import { Resource } from '../api/resource.svelte';
import type { Collection } from '../api/types';
import { catalogue } from '../catalogue/store.svelte';
import { datetimeOf } from '../view/period';
import { view } from '../view/store.svelte';
import { codesOf, type Condition, limited, type Where, without } from '../view/where';
import { knownOf } from './conditions';

interface Matched {
  /** What was counted, which is no longer wanted once the filters are others. */
  readonly key: string;
  readonly count: number | null;
}

/** The conditions by which the layers are limited on the map and in the list. */
class Filters {
  // Each by itself: the view is another one whenever the map moves.
  readonly #asked = $derived(view.current.where);
  readonly #region = $derived(view.current.region);
  readonly #period = $derived(view.current.period);
  /** Those of the view that the catalogue knows. */
  readonly where = $derived<Where>(knownOf(this.#asked, catalogue.layers));
  readonly #counting = new Map<string, Resource<Matched>>();
  #matched = $state.raw<Readonly<Record<string, Matched>>>({});

  of(layer: string): Where {
    return this.where.filter((each) => each.layer === layer);
  }

  /** Lists the objects of one code alone, which the map then shows, too. */
  listOnly({ layer, field, code }: Condition): void {
    const isShown = catalogue.shown.includes(layer);
    view.go({
      where: limited(view.current.where, { layer, field, code }),
      layers: isShown ? view.current.layers : [...catalogue.shown, layer],
      listed: layer,
      panel: 'list',
      object: null,
      query: '',
    });
  }

  lift(condition: Condition): void {
    view.go({ where: without(view.current.where, condition) });
  }

  /** Counts what the limited layers hold in the chosen region and period. */
  load(): void {
    for (const id of new Set(this.where.map((each) => each.layer))) {
      const layer = catalogue.layer(id);
      if (layer) this.#count(layer);
    }
  }

  /** How many objects of a limited layer there are; null while or where that is not known. */
  count(layer: Collection): number | null {
    const matched = this.#matched[layer.id];
    return matched?.key === JSON.stringify(this.#selection(layer)) ? matched.count : null;
  }

  #count(layer: Collection): void {
    const asked = this.#selection(layer);
    const counting = this.#counting.get(layer.id) ?? new Resource<Matched>();
    this.#counting.set(layer.id, counting);
    counting.load(async (signal) => {
      const page = await atlas.items(layer.id, { ...asked, limit: 1 }, signal);
      const matched = { key: JSON.stringify(asked), count: page.numberMatched ?? null };
      this.#matched = { ...this.#matched, [layer.id]: matched };
      return matched;
    });
  }

  #selection(layer: Collection) {
    const period = layer.time_field === null ? null : this.#period;
    const datetime = period && datetimeOf(period);
    return { region: this.#region, datetime, codes: codesOf(this.where, layer.id) };
  }
}

export const filters = new Filters();
