/** The map itself; nothing outside this folder knows MapLibre. */

import type { FeatureCollection } from 'geojson';
import type {
  GeoJSONSource,
  Map as MapLibreMap,
  MapOptions,
  PaddingOptions,
  SourceSpecification,
  StyleSpecification,
  VectorTileSource,
} from 'maplibre-gl';
import type { Bbox } from '../api/types';
import { inLanguage, type Language } from '../language/phrase';
import { MAP_KEYS } from '../language/phrases/map';
import { resolved } from '../styles/tokens';
import type { Camera } from '../view/view';
import { drawnAt } from './drawn-at';
import type { Drawn } from './hits';
import { GROUND_LAYERS, type OverlayId, OVERLAYS, TOP_LAYERS } from './overlays';
import { type LostTile, type MapReports, type Movement, report, type Sight, type Spot, TO_POSITION } from './reports';
import { repaint } from './repaint';
import { ScaleBar } from './scale-bar';
import { LABEL_FONT, sourceLayerOf, type TileFilter, tilesOf } from './style';
import { mapWords } from './words';

const POSITION_ZOOM = 15;
const NOTHING: FeatureCollection = { type: 'FeatureCollection', features: [] };

/** Thrown where the browser has no WebGL. */
export class NoWebGl extends Error {}

export class AtlasMap implements Sight {
  private lost: LostTile[] = [];
  isMeasuring = false;

  private constructor(
    private readonly map: MapLibreMap,
    private readonly style: StyleSpecification,
    private readonly padding: () => PaddingOptions,
    private readonly pressable: readonly string[],
    private readonly sources: Readonly<Record<string, SourceSpecification>>,
    private readonly scale: ScaleBar,
  ) {}

  /**
   * A map in the container, after its style has been read; `start.sources` are the style's before any
   * filter. Raises NoWebGl.
   */
  static async create(
    container: HTMLElement,
    style: StyleSpecification,
    start: {
      camera: Camera | null;
      bbox: Bbox;
      pressable: readonly string[];
      sources: Readonly<Record<string, SourceSpecification>>;
      language: Language;
    },
    padding: () => PaddingOptions,
    reports: MapReports,
  ): Promise<AtlasMap> {
    if (!document.createElement('canvas').getContext('webgl2')) throw new NoWebGl();
    const [{ Map, setWorkerUrl }, { default: worker }] = await Promise.all([
      import('maplibre-gl'),
      import('maplibre-gl/dist/maplibre-gl-worker.mjs?url'),
      import('maplibre-gl/dist/maplibre-gl.css'),
      fontOfLabels(),
    ]);
    setWorkerUrl(worker);
    const map = new Map({
      container,
      style,
      ...startOf(start, padding),
      minZoom: 2,
      maxZoom: 17,
      maxBounds: [-5, 0, 140, 80],
      dragRotate: false,
      pitchWithRotate: false,
      touchPitch: false,
      attributionControl: false,
      locale: mapWords(start.language),
      fadeDuration: matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : 200,
    });
    map.touchZoomRotate.disableRotation();
    map.keyboard.disableRotation();
    const scale = new ScaleBar(start.language);
    map.addControl(scale, 'bottom-right');
    const { pressable, sources } = start;
    const atlasMap = new AtlasMap(map, style, padding, pressable, sources, scale);
    report(map, atlasMap, reports);
    await new Promise<void>((resolve) => map.once('style.load', () => resolve()));
    atlasMap.addOverlays();
    return atlasMap;
  }

  destroy(): void {
    this.map.remove();
  }

  /** Shows exactly these atlas layers among the `known`. */
  showLayers(known: readonly string[], shown: readonly string[]): void {
    for (const layer of this.style.layers) {
      const atlasLayer = sourceLayerOf(layer);
      if (atlasLayer === undefined || !known.includes(atlasLayer)) continue;
      const visibility = shown.includes(atlasLayer) ? 'visible' : 'none';
      this.map.setLayoutProperty(layer.id, 'visibility', visibility);
    }
  }

  /** The scale, and what the map is called and how its keys are used, in another language. */
  describe(language: Language): void {
    this.scale.speak(language);
    this.map.getCanvas().setAttribute('aria-label', inLanguage(MAP_KEYS, language));
  }

  /** Labels in the language of another style sheet of the same atlas. */
  speak(style: StyleSpecification): void {
    for (const layer of style.layers) {
      if (layer.type !== 'symbol' || !this.map.getLayer(layer.id)) continue;
      const text = layer.layout?.['text-field'];
      if (text !== undefined) this.map.setLayoutProperty(layer.id, 'text-field', text);
    }
  }

  /** Colours of another style sheet of the same atlas, and those of the theme around. */
  paint(style: StyleSpecification): void {
    repaint(this.map, [...style.layers, ...resolved([...GROUND_LAYERS, ...TOP_LAYERS])]);
  }

  /** Only objects that pass the filter come in the tiles from now on. */
  filterBy(filter: TileFilter): void {
    for (const [id, source] of Object.entries(this.style.sources)) {
      const tiles = tilesOf(id, this.sources[id] ?? source, filter, location.origin);
      if (source.type !== 'vector' || !tiles || tiles.join() === source.tiles?.join()) continue;
      source.tiles = tiles;
      this.map.getSource<VectorTileSource>(id)?.setTiles(tiles);
    }
  }

  /** Keeps in mind a tile that could not be loaded. */
  lose(tile: LostTile): void {
    this.lost.push(tile);
  }

  /** What was lost elsewhere is of no concern once the map moves. */
  forgetLost(): void {
    this.lost = [];
  }

  /**
   * Asks again for the tiles that were lost. `setTiles` would not do: MapLibre 6 waits for ever
   * for a tile that has failed before.
   */
  reload(): void {
    const lost = this.lost;
    this.lost = [];
    for (const { sourceId, place } of lost) this.map.refreshTiles(sourceId, [place]);
  }

  overlay(id: OverlayId, data: FeatureCollection | null): void {
    this.map.getSource<GeoJSONSource>(id)?.setData(data ?? NOTHING);
  }

  fit(bbox: Bbox, maxZoom = 12, movement: Movement = {}): void {
    const camera = this.map.cameraForBounds([...bbox] as [number, number, number, number], {
      padding: this.padding(),
      maxZoom,
    });
    if (camera) this.map.flyTo({ ...camera, duration: 900 }, movement);
  }

  /** Shows where the reader is, as near as the place is exact. */
  showPosition(around: Bbox): void {
    this.fit(around, POSITION_ZOOM, TO_POSITION);
  }

  /** Moves along with the reader, no nearer and no farther. */
  follow(lon: number, lat: number): void {
    const { x, y } = this.middle();
    const { clientWidth, clientHeight } = this.map.getContainer();
    const offset: [number, number] = [x - clientWidth / 2, y - clientHeight / 2];
    this.map.easeTo({ center: [lon, lat], offset, duration: 500 }, TO_POSITION);
  }

  /** The keys go to the map. */
  focus(): void {
    this.map.getCanvas().focus({ preventScroll: true });
  }

  /** While somebody measures, a press sets a point: a second one does not zoom. */
  measure(isOn: boolean): void {
    this.isMeasuring = isOn;
    if (isOn) this.map.doubleClickZoom.disable();
    else this.map.doubleClickZoom.enable();
  }

  jump(camera: Camera): void {
    this.map.jumpTo({ center: [camera.lon, camera.lat], zoom: camera.zoom });
  }

  zoomBy(steps: number): void {
    this.map.easeTo({ zoom: this.map.getZoom() + steps, duration: 250 });
  }

  /** Zooms towards a place, as a press on a count cell asks for; it stays where it was pressed. */
  approach(lon: number, lat: number): void {
    this.map.easeTo({ around: { lng: lon, lat }, zoom: this.map.getZoom() + 2 });
  }

  private addOverlays(): void {
    for (const id of OVERLAYS) this.map.addSource(id, { type: 'geojson', data: NOTHING });
    const firstAbove = this.style.layers.find((layer) => {
      const atlasLayer = sourceLayerOf(layer);
      return atlasLayer !== undefined && atlasLayer !== 'regions';
    });
    for (const layer of resolved(GROUND_LAYERS)) this.map.addLayer(layer, firstAbove?.id);
    for (const layer of resolved(TOP_LAYERS)) this.map.addLayer(layer);
  }

  /** The middle of the part of the map that nothing covers. */
  middle(): Spot {
    const { clientWidth, clientHeight } = this.map.getContainer();
    const { top = 0, right = 0, bottom = 0, left = 0 } = this.padding();
    return { x: (left + clientWidth - right) / 2, y: (top + clientHeight - bottom) / 2 };
  }

  /** The drawn objects and cells around a point of the screen. */
  drawnAt(at: Spot, reach: number): Drawn[] {
    const layers = this.style.layers
      .filter((layer) => this.pressable.includes(sourceLayerOf(layer) ?? ''))
      .map((layer) => layer.id);
    return drawnAt(this.map, layers, at, reach);
  }
}

/** Labels are drawn from the web font, so it must be there before the first label. */
export function fontOfLabels(): Promise<unknown> {
  return document.fonts.load(`16px "${LABEL_FONT}"`, 'AaАаӘә');
}

/** Where the map begins; bounds would overrule a centre, so only one of them is given. */
function startOf(
  { camera, bbox }: { camera: Camera | null; bbox: Bbox },
  padding: () => PaddingOptions,
): Pick<MapOptions, 'center' | 'zoom' | 'bounds' | 'fitBoundsOptions'> {
  if (camera) return { center: [camera.lon, camera.lat], zoom: camera.zoom };
  const [west, south, east, north] = bbox;
  return { bounds: [west, south, east, north], fitBoundsOptions: { padding: padding() } };
}
