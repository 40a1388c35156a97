/** The map itself; nothing outside this folder knows MapLibre. */

import type { FeatureCollection } from 'geojson';
import type {
  GeoJSONSource,
  Map as MapLibreMap,
  MapGeoJSONFeature,
  MapOptions,
  PaddingOptions,
  PointLike,
  StyleSpecification,
  VectorTileSource,
} from 'maplibre-gl';
import type { Bbox, Properties } from '../api/types';
import { inLanguage, type Language } from '../language/phrase';
import { MAP_CANVAS } from '../language/phrases/page';
import { resolved } from '../styles/tokens';
import type { Camera } from '../view/view';
import { byNearness, type Drawn, type Hit, hitOf } from './hits';
import { GROUND_LAYERS, type OverlayId, OVERLAYS, TOP_LAYERS } from './overlays';
import { repaint } from './repaint';
import { ScaleBar } from './scale-bar';
import { LABEL_FONT, sourceLayerOf, type TileFilter, tilesOf } from './style';
import { mapWords } from './words';

export interface MapReports {
  moved: (camera: Camera, bbox: Bbox) => void;
  pressed: (hit: Hit, lon: number, lat: number, at: { x: number; y: number }) => void;
  hovered: (properties: Properties | null, layer: string, x: number, y: number) => void;
  tilesFailed: (failed: boolean) => void;
  /** Whether something of what is in sight is still on its way. */
  busy: (isBusy: boolean) => void;
}

/** Half the side of the square in which a press finds objects: a finger needs more than a mouse. */
const REACH_PX = { mouse: 5, finger: 16 };
const NOTHING: FeatureCollection = { type: 'FeatureCollection', features: [] };

/** Thrown where the browser has no WebGL. */
export class NoWebGl extends Error {}

/** A tile that could not be loaded. */
interface LostTile {
  sourceId: string;
  place: { z: number; x: number; y: number };
}

/** What MapLibre tells of a source that failed. */
interface LostSource {
  sourceId: string;
  tile?: { tileID: { canonical: LostTile['place'] } };
}

export class AtlasMap {
  private lost: LostTile[] = [];

  private constructor(
    private readonly map: MapLibreMap,
    private readonly style: StyleSpecification,
    private readonly padding: () => PaddingOptions,
    private readonly pressable: readonly string[],
    private readonly scale: ScaleBar,
  ) {}

  /** A map in the container, after its style has been read. Raises NoWebGl. */
  static async create(
    container: HTMLElement,
    style: StyleSpecification,
    start: {
      camera: Camera | null;
      bbox: Bbox;
      pressable: readonly string[];
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
    const atlasMap = new AtlasMap(map, style, padding, start.pressable, scale);
    atlasMap.report(reports);
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

  /** The scale and the name of the drawing in another language. */
  describe(language: Language): void {
    this.scale.speak(language);
    this.map.getCanvas().setAttribute('aria-label', inLanguage(MAP_CANVAS, language));
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
      const tiles = tilesOf(id, source, filter, location.origin);
      if (source.type !== 'vector' || !tiles || tiles.join() === source.tiles?.join()) continue;
      source.tiles = tiles;
      this.map.getSource<VectorTileSource>(id)?.setTiles(tiles);
    }
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

  fit(bbox: Bbox, maxZoom = 12): void {
    const camera = this.map.cameraForBounds([...bbox] as [number, number, number, number], {
      padding: this.padding(),
      maxZoom,
    });
    if (camera) this.map.flyTo({ ...camera, duration: 900 });
  }

  jump(camera: Camera): void {
    this.map.jumpTo({ center: [camera.lon, camera.lat], zoom: camera.zoom });
  }

  zoomBy(steps: number): void {
    this.map.easeTo({ zoom: this.map.getZoom() + steps, duration: 250 });
  }

  /** Zooms towards a place, as a press on a count cell asks for. */
  approach(lon: number, lat: number): void {
    this.map.easeTo({ center: [lon, lat], zoom: this.map.getZoom() + 2 });
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

  private report(reports: MapReports): void {
    const { map } = this;
    map.on('moveend', () => {
      const { lng, lat } = map.getCenter();
      const bounds = map.getBounds();
      reports.moved({ zoom: map.getZoom(), lat, lon: lng }, [
        bounds.getWest(),
        bounds.getSouth(),
        bounds.getEast(),
        bounds.getNorth(),
      ]);
    });
    map.on('click', (event) => {
      const { pointerType } = event.originalEvent as PointerEvent;
      const reach = pointerType === 'touch' ? REACH_PX.finger : REACH_PX.mouse;
      const hit = hitOf(this.drawnAt(event.point.x, event.point.y, reach));
      reports.pressed(hit, event.lngLat.lng, event.lngLat.lat, event.point);
    });
    map.on('mousemove', (event) => {
      const { x, y } = event.point;
      const over = byNearness(this.drawnAt(x, y, REACH_PX.mouse))[0];
      map.getCanvas().style.cursor = over ? 'pointer' : '';
      reports.hovered(over?.properties ?? null, over?.layer ?? '', x, y);
    });
    map.on('dataloading', () => reports.busy(true));
    map.on('idle', () => reports.busy(false));
    map.on('mouseout', () => reports.hovered(null, '', 0, 0));
    map.on('error', (event) => {
      if (!('sourceId' in event)) {
        console.error(event.error);
        return;
      }
      const { sourceId, tile } = event as typeof event & LostSource;
      if (tile) this.lost.push({ sourceId, place: tile.tileID.canonical });
      reports.tilesFailed(true);
    });
    map.on('movestart', () => {
      this.lost = [];
      reports.tilesFailed(false);
    });
  }

  /** The drawn objects and cells around a point of the screen. */
  private drawnAt(x: number, y: number, reach: number): Drawn[] {
    const box: [PointLike, PointLike] = [
      [x - reach, y - reach],
      [x + reach, y + reach],
    ];
    const layers = this.style.layers
      .filter((layer) => this.pressable.includes(sourceLayerOf(layer) ?? ''))
      .map((layer) => layer.id)
      .filter((id) => this.map.getLayer(id));
    return this.map
      .queryRenderedFeatures(box, { layers })
      .map((feature) => this.drawn(feature, x, y));
  }

  private drawn(feature: MapGeoJSONFeature, x: number, y: number): Drawn {
    const { geometry } = feature;
    const middle =
      geometry.type === 'Point'
        ? this.map.project(geometry.coordinates as [number, number])
        : { x, y };
    return {
      layer: feature.sourceLayer ?? '',
      id: typeof feature.id === 'number' ? feature.id : undefined,
      properties: feature.properties as Properties,
      isPoint: geometry.type === 'Point' || geometry.type === 'MultiPoint',
      distancePx: Math.hypot(middle.x - x, middle.y - y),
    };
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
