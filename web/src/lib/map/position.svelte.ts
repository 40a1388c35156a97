import * as atlas from '../api/client';
import type { RegionFeature } from '../api/types';
import { isInside } from '../geometry/inside';
import type { Phrase } from '../language/phrase';
import * as phrases from '../language/phrases/map';
import { afterPress, type Fix, hindrance, type Locating, troubleOf } from './locating';

const PATIENCE_MS = 20_000;
const OLDEST_MS = 10_000;
/** The watch ends of itself for good: nobody allows it a moment later. */
const REFUSED = 1;

/**
 * Where the reader is, from the press on the button to the next. It is kept nowhere and sent nowhere: not
 * even whether it lies in the country is asked of the atlas, only the country's outline.
 */
class OwnPosition {
  state = $state<Locating>('off');
  fix = $state.raw<Fix | null>(null);
  trouble = $state.raw<Phrase | null>(null);
  #watch: number | null = null;
  #country: Promise<RegionFeature | null> | null = null;
  #isAbroad: boolean | null = null;

  press(): void {
    this.trouble = null;
    this.state = afterPress(this.state);
    if (this.state === 'off') this.stop();
    else if (this.#watch === null) this.#start();
  }

  /** The reader's hand has moved the map. */
  leaveMap(): void {
    if (this.state === 'following') this.state = 'watching';
  }

  stop(): void {
    if (this.#watch !== null) navigator.geolocation.clearWatch(this.#watch);
    this.#watch = null;
    this.#isAbroad = null;
    this.state = 'off';
    this.fix = null;
  }

  #start(): void {
    const { geolocation } = navigator as Partial<Navigator>;
    const hindered = hindrance({ isSecureContext, hasGeolocation: geolocation !== undefined });
    if (hindered) this.#fail(hindered);
    else {
      this.#watch = navigator.geolocation.watchPosition(
        ({ coords }) => void this.#found(coords),
        ({ code }) => this.#lost(code),
        { enableHighAccuracy: true, timeout: PATIENCE_MS, maximumAge: OLDEST_MS },
      );
    }
  }

  async #found({ longitude, latitude, accuracy }: GeolocationCoordinates): Promise<void> {
    const fix = { lon: longitude, lat: latitude, accuracy_m: accuracy };
    const watch = this.#watch;
    this.#isAbroad ??= await this.#liesAbroad(fix);
    if (watch === null || watch !== this.#watch) return;
    this.fix = fix;
    if (this.state !== 'seeking') return;
    this.state = this.#isAbroad ? 'watching' : 'following';
    if (this.#isAbroad) this.trouble = phrases.POSITION_ABROAD;
  }

  /** One fix that fails after others is nothing yet: the next may come. */
  #lost(code: number): void {
    if (code === REFUSED || this.fix === null) this.#fail(troubleOf(code));
  }

  #fail(trouble: Phrase): void {
    this.stop();
    this.trouble = trouble;
  }

  /** Nobody can tell without the outline: then the place counts as within. */
  async #liesAbroad({ lon, lat }: Fix): Promise<boolean> {
    const { signal } = new AbortController();
    this.#country ??= atlas.region(atlas.COUNTRY, signal).catch(() => null);
    const geometry = (await this.#country)?.geometry;
    return geometry ? !isInside([lon, lat], geometry) : false;
  }
}

export const position = new OwnPosition();
