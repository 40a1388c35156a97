import * as atlas from '../api/client';
import { Resource } from '../api/resource.svelte';
import type { Item } from '../api/types';
import { catalogue } from '../catalogue/store.svelte';
import { filters } from '../filters/store.svelte';
import { chosen } from '../region/store.svelte';
import { view } from '../view/store.svelte';
import type { ObjectRef } from '../api/requests';
import { type Beyond, beyondOf } from './beyond';

/** The object whose card is open. */
class OpenedObject {
  readonly item = new Resource<Item>();
  /** What of the view keeps the object off the map: it is shown nevertheless, and says so. */
  readonly beyond = $derived.by<readonly Beyond[]>(() => {
    const { archive, object, period, region } = view.current;
    const [item, layer] = [this.item.value, catalogue.layer(object?.layer ?? '')];
    if (!item || !layer || item.id !== object?.id) return [];
    const isLive = archive === null;
    return beyondOf(item, layer, {
      region: chosen.isUnknown ? null : region,
      period: isLive ? period : null,
      where: isLive ? filters.where : [],
      shown: catalogue.shown,
    });
  });

  load(object: ObjectRef | null): void {
    if (object) this.item.load((signal) => atlas.item(object.layer, object.id, signal));
    else this.item.clear();
  }

  /** Opens a card; the map stays where it is, unless it shall move to the object. */
  open(object: ObjectRef, how: { moveMap: boolean }): void {
    view.go({ object, query: '', ...(how.moveMap ? { camera: null } : {}) });
  }

  close(): void {
    view.go({ object: null });
  }
}

export const opened = new OpenedObject();
