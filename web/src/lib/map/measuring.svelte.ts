import type { Place } from '../api/types';
import { drawingOf, type Measure, measured, type Ruler } from './measured';

/** The tool that measures lengths and areas by places on the map. */
class Measuring {
  isOn = $state(false);
  measure = $state<Measure>('distance');
  places = $state.raw<readonly Place[]>([]);
  /** Where the pointer is, to which the line runs. */
  pointer = $state.raw<Place | null>(null);
  isMissing = $state(false);
  #ruler = $state.raw<Ruler | null>(null);

  readonly #running = $derived(
    this.pointer && this.places.length > 0 ? [...this.places, this.pointer] : this.places,
  );
  /** Null until the tool is there. */
  readonly result = $derived(this.#ruler && measured(this.#running, this.measure, this.#ruler));
  readonly drawing = $derived(
    this.#ruler && this.isOn
      ? drawingOf(this.#running, this.places, this.measure, this.#ruler)
      : null,
  );

  async start(): Promise<void> {
    this.isOn = true;
    this.isMissing = false;
    try {
      this.#ruler ??= await import('./geodesics');
    } catch {
      this.isMissing = true;
      this.stop();
    }
  }

  stop(): void {
    this.isOn = false;
    this.clear();
  }

  /** A second press on the same place, as in a double click, adds nothing. */
  add(place: Place): void {
    this.pointer = null;
    if (this.places.at(-1)?.join() !== place.join()) this.places = [...this.places, place];
  }

  undo(): void {
    this.pointer = null;
    this.places = this.places.slice(0, -1);
  }

  clear(): void {
    this.pointer = null;
    this.places = [];
  }
}

export const measuring = new Measuring();
