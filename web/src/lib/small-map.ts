/** Small maps on the API's pages: one layer of the atlas, and the features that the page tells of. */

import type { StyleSpecification } from 'maplibre-gl';
import { preferredLanguage } from './language/phrase';
import { fontOfLabels } from './map/atlas-map';
import { LABEL_FONT, sourceLayerOf } from './map/style';
import { mapWords } from './map/words';
import { colourOf } from './styles/tokens';
import { choiceFrom, themeOf } from './theme/choice';

const FEATURES = 'features';
const MARGIN_PX = 32;
const CLOSEST_ZOOM = 13;

type Box = [number, number, number, number];

/** The atlas's style with its regions and this one layer only. */
function only(style: StyleSpecification, layer: string): StyleSpecification {
  const shown = new Set([undefined, 'regions', 'region_labels', layer]);
  return { ...style, layers: style.layers.filter((each) => shown.has(sourceLayerOf(each))) };
}

async function draw(element: HTMLElement): Promise<void> {
  if (!document.createElement('canvas').getContext('webgl2')) return element.remove();
  const { lang, dataset } = document.documentElement;
  const isSystemDark = matchMedia('(prefers-color-scheme: dark)').matches;
  const theme = themeOf(choiceFrom(dataset['theme'] ?? null), isSystemDark);
  const [answer, { Map, NavigationControl, setWorkerUrl }, { default: worker }] = await Promise.all([
    fetch(`/api/tiles/style.json?lang=${lang}&theme=${theme}`),
    import('maplibre-gl'),
    import('maplibre-gl/dist/maplibre-gl-worker.mjs?url'),
    import('maplibre-gl/dist/maplibre-gl.css'),
    import('./styles/fonts.css').then(fontOfLabels),
  ]);
  setWorkerUrl(worker);
  const map = new Map({
    container: element,
    style: only((await answer.json()) as StyleSpecification, element.dataset['layer'] ?? ''),
    localIdeographFontFamily: LABEL_FONT,
    bounds: (element.dataset['bbox'] ?? '').split(',').map(Number) as Box,
    fitBoundsOptions: { padding: MARGIN_PX, maxZoom: CLOSEST_ZOOM },
    minZoom: 2,
    maxZoom: 17,
    cooperativeGestures: true,
    dragRotate: false,
    attributionControl: false,
    locale: mapWords(preferredLanguage([lang])),
  });
  map.addControl(new NavigationControl({ showCompass: false }), 'top-right');
  const features = element.dataset['features'];
  if (features) map.once('style.load', () => show(map, features));
}

/** Draws the features above all else. */
function show(map: import('maplibre-gl').Map, address: string): void {
  const accent = colourOf('var(--accent)');
  map.addSource(FEATURES, { type: 'geojson', data: new URL(address, location.href).href });
  map.addLayer({
    id: 'areas',
    type: 'fill',
    source: FEATURES,
    filter: ['==', ['geometry-type'], 'Polygon'],
    paint: { 'fill-color': accent, 'fill-opacity': 0.25 },
  });
  map.addLayer({
    id: 'lines',
    type: 'line',
    source: FEATURES,
    filter: ['!=', ['geometry-type'], 'Point'],
    paint: { 'line-color': accent, 'line-width': 3 },
  });
  map.addLayer({
    id: 'points',
    type: 'circle',
    source: FEATURES,
    filter: ['==', ['geometry-type'], 'Point'],
    paint: {
      'circle-color': accent,
      'circle-radius': 7,
      'circle-stroke-color': colourOf('var(--surface)'),
      'circle-stroke-width': 2,
    },
  });
}

for (const element of document.querySelectorAll<HTMLElement>('[data-small-map]')) {
  void draw(element);
}
