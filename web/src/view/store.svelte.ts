import { untrack } from 'svelte';
import { preferredLanguage } from '../language/phrase';
import { searchOf, type View, viewFrom } from './view';

/** The one view of the page, kept equal to the address; the back button goes through it. */
class ViewStore {
  current = $state.raw<View>(this.#read());
  /** Grows whenever the address, not the reader's hand on the map, moved the view. */
  restored = $state(0);

  constructor() {
    window.addEventListener('popstate', () => {
      this.current = this.#read();
      this.restored += 1;
    });
  }

  /** A step that the back button takes back. */
  go(change: Partial<View>): void {
    this.#set(change, 'push');
  }

  /** A change too small for a step of its own, such as a movement of the map. */
  adjust(change: Partial<View>): void {
    this.#set(change, 'replace');
  }

  /** The address at which anybody sees this view. */
  get link(): string {
    return `${location.origin}${location.pathname}?${searchOf(this.current)}`;
  }

  #set(change: Partial<View>, how: 'push' | 'replace'): void {
    // Not tracked: an effect that changes the view must not wait for its own change.
    const next = { ...untrack(() => this.current), ...change };
    const search = `?${searchOf(next)}`;
    this.current = next;
    if (search === location.search) return;
    if (how === 'push') history.pushState(null, '', search);
    else history.replaceState(null, '', search);
  }

  #read(): View {
    return viewFrom(location.search, preferredLanguage(navigator.languages));
  }
}

export const view = new ViewStore();
