/** What the page itself draws over the atlas's map: the chosen region, object, trip and gaps. */

import type { LayerSpecification } from 'maplibre-gl';
import { LABEL_FONT } from './style';

/** Tokens of the visual system; `resolved` makes colours of them, which WebGL understands. */
const PAPER = 'var(--paper)';
const SURFACE = 'var(--surface)';
const INK = 'var(--ink)';
const ACCENT = 'var(--accent)';
const ON_ACCENT = 'var(--on-accent)';
const BLUE = 'var(--tone-blue)';

export const OVERLAYS = [
  'outside',
  'outline',
  'trip',
  'trip-stops',
  'gaps',
  'selection',
  'mark',
  'position',
  'measure',
] as const;
export type OverlayId = (typeof OVERLAYS)[number];

/** Drawn right above the regions' ground, under every object. */
export const GROUND_LAYERS: readonly LayerSpecification[] = [
  {
    id: 'outside-fill',
    source: 'outside',
    type: 'fill',
    paint: { 'fill-color': PAPER, 'fill-opacity': 0.72, 'fill-antialias': false },
  },
  {
    id: 'outline-halo',
    source: 'outline',
    type: 'line',
    layout: { 'line-join': 'round' },
    paint: { 'line-color': ACCENT, 'line-width': 7, 'line-opacity': 0.16 },
  },
  {
    id: 'outline-line',
    source: 'outline',
    type: 'line',
    layout: { 'line-join': 'round' },
    paint: { 'line-color': ACCENT, 'line-width': 2 },
  },
];

/** Drawn above everything else. */
export const TOP_LAYERS: readonly LayerSpecification[] = [
  {
    id: 'gaps-circle',
    source: 'gaps',
    type: 'circle',
    paint: {
      'circle-radius': ['interpolate', ['linear'], ['zoom'], 4, 2.5, 10, 6],
      'circle-color': SURFACE,
      'circle-stroke-color': INK,
      'circle-stroke-width': 1.8,
    },
  },
  {
    id: 'trip-casing',
    source: 'trip',
    type: 'line',
    filter: ['==', ['geometry-type'], 'LineString'],
    layout: { 'line-cap': 'round', 'line-join': 'round' },
    paint: { 'line-color': SURFACE, 'line-width': 7 },
  },
  {
    id: 'trip-line',
    source: 'trip',
    type: 'line',
    filter: ['==', ['geometry-type'], 'LineString'],
    layout: { 'line-cap': 'round', 'line-join': 'round' },
    paint: { 'line-color': ACCENT, 'line-width': 3.5, 'line-dasharray': [1.6, 1.4] },
  },
  {
    id: 'trip-stop',
    source: 'trip-stops',
    type: 'circle',
    paint: {
      'circle-radius': 12,
      'circle-color': ACCENT,
      'circle-stroke-color': SURFACE,
      'circle-stroke-width': 2.5,
    },
  },
  {
    id: 'trip-number',
    source: 'trip-stops',
    type: 'symbol',
    layout: {
      'text-field': ['get', 'number'],
      'text-font': [LABEL_FONT],
      'text-size': 12,
      'text-allow-overlap': true,
      'text-ignore-placement': true,
    },
    paint: { 'text-color': ON_ACCENT },
  },
  {
    id: 'selection-line',
    source: 'selection',
    type: 'line',
    filter: ['!=', ['geometry-type'], 'Point'],
    layout: { 'line-cap': 'round', 'line-join': 'round' },
    paint: { 'line-color': INK, 'line-width': 5, 'line-opacity': 0.85 },
  },
  {
    id: 'mark-point',
    source: 'mark',
    type: 'circle',
    paint: {
      'circle-radius': 7,
      'circle-color': ACCENT,
      'circle-stroke-color': SURFACE,
      'circle-stroke-width': 3,
    },
  },
  {
    // What the tiles leave out is drawn by the page.
    id: 'selection-dot',
    source: 'selection',
    type: 'circle',
    filter: ['all', ['==', ['geometry-type'], 'Point'], ['==', ['get', 'beyond'], true]],
    paint: {
      'circle-radius': 6,
      'circle-color': INK,
      'circle-stroke-color': SURFACE,
      'circle-stroke-width': 2,
    },
  },
  {
    id: 'selection-ring',
    source: 'selection',
    type: 'circle',
    filter: ['==', ['geometry-type'], 'Point'],
    paint: {
      'circle-radius': 15,
      'circle-color': 'rgb(0 0 0 / 0)',
      'circle-stroke-color': INK,
      'circle-stroke-width': 3,
    },
  },
  {
    id: 'position-around',
    source: 'position',
    type: 'fill',
    filter: ['==', ['geometry-type'], 'Polygon'],
    paint: { 'fill-color': BLUE, 'fill-opacity': 0.16, 'fill-outline-color': BLUE },
  },
  {
    id: 'position-dot',
    source: 'position',
    type: 'circle',
    filter: ['==', ['geometry-type'], 'Point'],
    paint: {
      'circle-radius': 8,
      'circle-color': BLUE,
      'circle-stroke-color': SURFACE,
      'circle-stroke-width': 3,
    },
  },
  {
    id: 'measure-area',
    source: 'measure',
    type: 'fill',
    filter: ['==', ['geometry-type'], 'Polygon'],
    paint: { 'fill-color': ACCENT, 'fill-opacity': 0.16 },
  },
  {
    id: 'measure-casing',
    source: 'measure',
    type: 'line',
    filter: ['!=', ['geometry-type'], 'Point'],
    layout: { 'line-cap': 'round', 'line-join': 'round' },
    paint: { 'line-color': SURFACE, 'line-width': 6 },
  },
  {
    id: 'measure-line',
    source: 'measure',
    type: 'line',
    filter: ['!=', ['geometry-type'], 'Point'],
    layout: { 'line-cap': 'round', 'line-join': 'round' },
    paint: { 'line-color': INK, 'line-width': 2.5 },
  },
  {
    id: 'measure-point',
    source: 'measure',
    type: 'circle',
    filter: ['==', ['geometry-type'], 'Point'],
    paint: {
      'circle-radius': 5,
      'circle-color': SURFACE,
      'circle-stroke-color': INK,
      'circle-stroke-width': 2.5,
    },
  },
];
