import * as atlas from '../api/client';
import { Resource } from '../api/resource.svelte';
import type { Collection } from '../api/types';
import { view } from '../view/store.svelte';

/** The layers of the atlas as its catalogue declares them, in their order. */
class Catalogue {
  readonly resource = new Resource<Collection[]>();
  readonly layers = $derived(
    [...(this.resource.value ?? [])].sort((one, other) => one.order - other.order),
  );
  readonly themes = $derived(this.layers.filter((layer) => layer.role === 'theme'));
  /** Those that a period filters. */
  readonly timed = $derived(this.layers.filter((layer) => layer.time_field !== null));
  /** Ids of the layers that the map shows. */
  readonly shown = $derived(
    view.current.layers ??
      this.layers.filter((layer) => layer.style.shown_at_start).map((layer) => layer.id),
  );

  load(): void {
    this.resource.load(atlas.collections);
  }

  layer(id: string): Collection | undefined {
    return this.layers.find((layer) => layer.id === id);
  }

  /** Shows or hides one layer. */
  toggle(id: string): void {
    const shown = this.shown.includes(id)
      ? this.shown.filter((other) => other !== id)
      : [...this.shown, id];
    view.go({ layers: shown });
  }
}

export const catalogue = new Catalogue();
