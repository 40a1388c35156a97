import * as atlas from '../api/client';
import { Resource } from '../api/resource.svelte';
import type { Item } from '../api/types';
import { view } from '../view/store.svelte';
import type { ObjectRef } from '../api/requests';

/** The object whose card is open. */
class OpenedObject {
  readonly item = new Resource<Item>();

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
