import { goto, replaceState } from '$app/navigation';
import { untrack } from 'svelte';
import { preferredLanguage } from '../language/phrase';
import { spoken } from '../language/spoken.svelte';
import { addressOf, type Camera, type View, viewFrom } from './view';

/** The one view of all pages, kept equal to the address; the back button goes through it. */
class ViewStore {
  #current = $state.raw<View>(this.#read(location));
  /** Grows whenever the address, not the reader's hand on the map, moved the view. */
  restored = $state(0);
  /** How many pages are on their way. */
  #coming = 0;

  constructor() {
    spoken.language = this.#current.language;
  }

  get current(): View {
    return this.#current;
  }

  set current(next: View) {
    this.#current = next;
    spoken.language = next.language;
  }

  /** A step that the back button takes back. */
  go(change: Partial<View>): void {
    this.#set(change, 'push');
  }

  /** A step to where the map shall show a place. */
  moveTo(camera: Camera, change: Partial<View> = {}): void {
    this.go({ ...change, camera });
    this.restored += 1;
  }

  /** A change too small for a step of its own, such as a movement of the map. */
  adjust(change: Partial<View>): void {
    this.#set(change, 'replace');
  }

  /** The address of the view after a change: where a link leads. */
  after(change: Partial<View>): string {
    return addressOf({ ...this.current, ...change });
  }

  /** The address at which anybody sees this view. */
  get link(): string {
    return `${location.origin}${addressOf(this.current)}`;
  }

  /** The page is there to which a link or the browser's buttons led. */
  arrived(address: URL, how: { byButton: boolean }): void {
    this.current = this.#read(address);
    if (how.byButton) this.restored += 1;
  }

  /** Not tracked: an effect that changes the view must not wait for its own change. */
  #set(change: Partial<View>, how: 'push' | 'replace'): void {
    untrack(() => {
      this.current = { ...this.current, ...change };
      const isTurning = how === 'push' || (this.#coming === 0 && !this.#isOnItsPage());
      if (isTurning) void this.#turnTo(how);
      else this.#settle();
    });
  }

  /** Another page, or the same with another step in the history. */
  async #turnTo(how: 'push' | 'replace'): Promise<void> {
    const address = addressOf(this.current);
    if (address === here()) return;
    this.#coming += 1;
    const shown = { keepFocus: true, noScroll: true, replaceState: how === 'replace' };
    await goto(address, shown).finally(() => (this.#coming -= 1));
    this.#settle();
  }

  /** Lets the address say what has changed since, unless another page is on its way. */
  #settle(): void {
    const address = addressOf(this.current);
    if (this.#coming === 0 && this.#isOnItsPage() && address !== here()) replaceState(address, {});
  }

  #isOnItsPage(): boolean {
    return addressOf(this.current).split('?')[0] === location.pathname;
  }

  #read(address: { pathname: string; search: string }): View {
    return viewFrom(address, preferredLanguage(navigator.languages));
  }
}

function here(): string {
  return `${location.pathname}${location.search}`;
}

export const view = new ViewStore();
