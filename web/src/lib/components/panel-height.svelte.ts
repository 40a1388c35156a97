import { untrack } from 'svelte';
import type { Height } from './sheet';

/** How high the sheet stands, which what it shows may raise to bring an answer into sight. */
class PanelHeight {
  current = $state<Height>('peek');

  /** Opens a sheet of which only the edge is seen. */
  raise(): void {
    if (untrack(() => this.current) === 'peek') this.current = 'half';
  }

  /** Leaves room for the map beside a sheet that covers it. */
  uncoverMap(): void {
    if (untrack(() => this.current) === 'full') this.current = 'half';
  }
}

export const panelHeight = new PanelHeight();
