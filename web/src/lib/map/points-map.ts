/** A small map of the rows of a file: their places, and numbered places to choose among. */

import type { Feature, FeatureCollection } from 'geojson';
import type {
  GeoJSONSource,
  LayerSpecification,
  Map as MapLibreMap,
  StyleSpecification,
} from 'maplibre-gl';
import type { PointOutcome } from '../api/ingest-types';
import type { Bbox, Place } from '../api/types';
import { spoken } from '../language/spoken.svelte';
import { colourOf, resolved } from '../styles/tokens';
import { fontOfLabels, NoWebGl } from './atlas-map';
import { POINT_SHAPES, SHAPE_GRID } from './point-shapes';
import { repaint } from './repaint';
import { ScaleBar } from './scale-bar';
import { LABEL_FONT } from './style';
import { mapWords } from './words';

const SCALE = 2;
const MARGIN_PX = 32;
const CLOSEST_ZOOM = 13;
/** Far enough to see in which district an alternative lies. */
const ALTERNATIVES_ZOOM = 8;
const REACH_PX = 14;

/** Drawn above the atlas's map; the colours are tokens of the visual system. */
const LAYERS: readonly LayerSpecification[] = [
  {
    id: 'points-ground',
    source: 'points',
    type: 'line',
    filter: ['!=', ['geometry-type'], 'Point'],
    paint: { 'line-color': 'var(--accent)', 'line-width': 2.5 },
  },
  {
    id: 'points',
    source: 'points',
    type: 'symbol',
    filter: ['==', ['geometry-type'], 'Point'],
    layout: {
      'icon-image': ['get', 'outcome'],
      'icon-allow-overlap': true,
      // The odd rows lie above the many good ones.
      'symbol-sort-key': ['match', ['get', 'outcome'], 'good', 0, 'waiting', 1, 2],
    },
  },
  {
    id: 'alternatives',
    source: 'alternatives',
    type: 'circle',
    paint: {
      'circle-radius': 13,
      'circle-color': ['case', ['get', 'chosen'], 'var(--accent)', 'var(--surface)'],
      'circle-stroke-color': ['case', ['get', 'chosen'], 'var(--surface)', 'var(--ink)'],
      'circle-stroke-width': 2.5,
    },
  },
  {
    id: 'alternative-numbers',
    source: 'alternatives',
    type: 'symbol',
    layout: {
      'text-field': ['get', 'number'],
      'text-font': [LABEL_FONT],
      'text-size': 14,
      'text-allow-overlap': true,
      'text-ignore-placement': true,
    },
    paint: { 'text-color': ['case', ['get', 'chosen'], 'var(--on-accent)', 'var(--ink)'] },
  },
];

const OUTCOMES = Object.keys(POINT_SHAPES) as PointOutcome[];
const NOTHING: FeatureCollection = { type: 'FeatureCollection', features: [] };

/** A place that may be chosen by its number. */
export interface Alternative {
  readonly number: number;
  readonly place: Place;
  readonly isChosen: boolean;
}
export interface PointsMapReports {
  /** The row of the point that was pressed, or the number of the alternative. */
  pressedRow: (row: number) => void;
  pressedAlternative: (number: number) => void;
  pressedGround: (place: Place) => void;
}

export class PointsMap {
  private constructor(private readonly map: MapLibreMap) {}

  /** A map in the container, after its style has been read. Raises NoWebGl. */
  static async create(
    container: HTMLElement,
    style: StyleSpecification,
    bbox: Bbox,
    reports: PointsMapReports,
  ): Promise<PointsMap> {
    if (!document.createElement('canvas').getContext('webgl2')) throw new NoWebGl();
    const [{ Map, NavigationControl, setWorkerUrl }, { default: worker }] =
      await Promise.all([
        import('maplibre-gl'),
        import('maplibre-gl/dist/maplibre-gl-worker.mjs?url'),
        import('maplibre-gl/dist/maplibre-gl.css'),
        fontOfLabels(),
      ]);
    setWorkerUrl(worker);
    const map = new Map({
      container,
      style,
      bounds: [...bbox] as [number, number, number, number],
      fitBoundsOptions: { padding: MARGIN_PX, maxZoom: CLOSEST_ZOOM },
      minZoom: 2,
      maxZoom: 17,
      dragRotate: false,
      pitchWithRotate: false,
      touchPitch: false,
      attributionControl: false,
      // Within a form: one finger, or the wheel alone, moves the page.
      cooperativeGestures: true,
      locale: mapWords(spoken.language),
    });
    map.touchZoomRotate.disableRotation();
    map.keyboard.disableRotation();
    map.addControl(new ScaleBar(spoken.language), 'bottom-right');
    map.addControl(new NavigationControl({ showCompass: false }), 'top-right');
    await new Promise<void>((resolve) => map.once('style.load', () => resolve()));
    const pointsMap = new PointsMap(map);
    pointsMap.prepare();
    pointsMap.report(reports);
    return pointsMap;
  }

  destroy(): void {
    this.map.remove();
  }

  /** Colours of another style sheet of the same atlas, and those of the theme around. */
  paint(style: StyleSpecification): void {
    for (const outcome of OUTCOMES) this.map.updateImage(outcome, drawn(outcome));
    repaint(this.map, [...style.layers, ...resolved(LAYERS)]);
  }

  /** Draws points that carry their `row` and `outcome`. */
  showPoints(points: FeatureCollection): void {
    this.map.getSource<GeoJSONSource>('points')?.setData(points);
  }

  showAlternatives(alternatives: readonly Alternative[]): void {
    const features = alternatives.map(({ number, place, isChosen }): Feature => ({
      type: 'Feature',
      properties: { number: String(number), chosen: isChosen },
      geometry: { type: 'Point', coordinates: [...place] },
    }));
    const data: FeatureCollection = { type: 'FeatureCollection', features };
    this.map.getSource<GeoJSONSource>('alternatives')?.setData(data);
  }

  fit(bbox: Bbox): void {
    this.map.fitBounds([...bbox] as [number, number, number, number], {
      padding: MARGIN_PX * 1.5,
      maxZoom: ALTERNATIVES_ZOOM,
      animate: !matchMedia('(prefers-reduced-motion: reduce)').matches,
    });
  }

  private prepare(): void {
    const { map } = this;
    for (const outcome of OUTCOMES) {
      map.addImage(outcome, drawn(outcome), { pixelRatio: SCALE });
    }
    map.addSource('points', { type: 'geojson', data: NOTHING });
    map.addSource('alternatives', { type: 'geojson', data: NOTHING });
    for (const layer of resolved(LAYERS)) map.addLayer(layer);
  }

  private report(reports: PointsMapReports): void {
    const { map } = this;
    map.on('click', (event) => {
      const { x, y } = event.point;
      const found = map.queryRenderedFeatures(
        [
          [x - REACH_PX, y - REACH_PX],
          [x + REACH_PX, y + REACH_PX],
        ],
        { layers: ['alternatives', 'points'] },
      );
      const properties = found[0]?.properties;
      if (properties?.['number']) reports.pressedAlternative(Number(properties['number']));
      else if (properties) reports.pressedRow(Number(properties['row']));
      else reports.pressedGround([event.lngLat.lng, event.lngLat.lat]);
    });
    map.on('mousemove', (event) => {
      const layers = ['alternatives', 'points'];
      const over = map.queryRenderedFeatures(event.point, { layers }).length > 0;
      map.getCanvas().style.cursor = over ? 'pointer' : '';
    });
  }
}

/** The shape of an outcome as pixels, in the colours of the visual system. */
function drawn(outcome: PointOutcome): ImageData {
  const shape = POINT_SHAPES[outcome];
  const side = SHAPE_GRID * SCALE;
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = side;
  const context = canvas.getContext('2d') as CanvasRenderingContext2D;
  context.scale(SCALE, SCALE);
  context.fillStyle = colourOf(`var(--tone-${shape.tone})`);
  context.strokeStyle = colourOf('var(--on-tone)');
  context.lineWidth = 1.5;
  context.fill(new Path2D(shape.outline));
  context.stroke(new Path2D(shape.outline));
  context.lineWidth = 2.2;
  context.lineCap = context.lineJoin = 'round';
  context.stroke(new Path2D(shape.sign));
  return context.getImageData(0, 0, side, side);
}
