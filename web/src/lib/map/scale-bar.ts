/** The scale of the map in the reader's language, which may change while the map stays. */

import type { IControl, Map as MapLibreMap } from 'maplibre-gl';
import { lengthText } from '../language/numbers';
import type { Language } from '../language/phrase';

const MOST_PX = 100;
const EQUATOR_M = 40_075_016.686;
/** The side of the tile that shows the whole world at zoom 0. */
const WORLD_PX = 512;
const STEPS = [5, 3, 2, 1];

export interface Scale {
  readonly metres: number;
  readonly px: number;
}

/** The longest round length that a bar of `MOST_PX` can show in Mercator at a latitude. */
export function scaleAt(zoom: number, latitude: number): Scale {
  const metresPerPx = (EQUATOR_M * Math.cos((latitude * Math.PI) / 180)) / (WORLD_PX * 2 ** zoom);
  const most = metresPerPx * MOST_PX;
  const power = 10 ** Math.floor(Math.log10(most));
  const metres = (STEPS.find((step) => step * power <= most) ?? 1) * power;
  return { metres, px: metres / metresPerPx };
}

export class ScaleBar implements IControl {
  private readonly element = document.createElement('div');
  private map: MapLibreMap | null = null;

  constructor(private language: Language) {
    this.element.className = 'maplibregl-ctrl maplibregl-ctrl-scale';
  }

  onAdd(map: MapLibreMap): HTMLElement {
    this.map = map;
    map.on('move', this.draw);
    this.draw();
    return this.element;
  }

  onRemove(): void {
    this.map?.off('move', this.draw);
    this.map = null;
    this.element.remove();
  }

  speak(language: Language): void {
    this.language = language;
    this.draw();
  }

  private readonly draw = (): void => {
    if (!this.map) return;
    const { metres, px } = scaleAt(this.map.getZoom(), this.map.getCenter().lat);
    this.element.style.width = `${px}px`;
    this.element.textContent = lengthText(metres, this.language);
  };
}
