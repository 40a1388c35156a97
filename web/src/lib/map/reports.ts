/** What the map reports to the page: movements, presses, keys, loading. */

import type { Map as MapLibreMap } from 'maplibre-gl';
import type { Bbox, Place, Properties } from '../api/types';
import type { Camera } from '../view/view';
import { byNearness, type Drawn, type Hit, hitOf, keyHitOf } from './hits';

/** A point of the map's canvas. */
export interface Spot {
  readonly x: number;
  readonly y: number;
}

/** What a movement was begun with, of which MapLibre tells at its start and end. */
export interface Movement {
  readonly isToPosition?: boolean;
}

/** A movement that brings the reader's own position to the middle. */
export const TO_POSITION: Movement = { isToPosition: true };

export interface MapReports {
  moved: (camera: Camera, bbox: Bbox, how: Movement) => void;
  moving: (how: Movement) => void;
  pressed: (hit: Hit, lon: number, lat: number, at: Spot) => void;
  hovered: (properties: Properties | null, layer: string, x: number, y: number) => void;
  /** Where the pointer is while somebody measures; null where it has left the map. */
  pointed: (place: Place | null) => void;
  /** What the keys aim at: the middle of what is seen; null while the map has no keys. */
  aimed: (at: Spot | null) => void;
  tilesFailed: (failed: boolean) => void;
  /** Whether something of what is in sight is still on its way. */
  busy: (isBusy: boolean) => void;
}

/** A tile that could not be loaded. */
export interface LostTile {
  sourceId: string;
  place: { z: number; x: number; y: number };
}

/** What MapLibre tells of a source that failed. */
interface LostSource {
  sourceId: string;
  tile?: { tileID: { canonical: LostTile['place'] } };
}

/** What is seen of the map, as far as the reports need it. */
export interface Sight {
  readonly isMeasuring: boolean;
  middle(): Spot;
  drawnAt(at: Spot, reach: number): Drawn[];
  lose(tile: LostTile): void;
  forgetLost(): void;
}

/**
 * Half the side of the square in which a press finds objects: a finger needs more than a mouse, and
 * the arrows move the map by 100 pixels.
 */
const REACH_PX = { mouse: 5, finger: 16, key: 56 };
/** Keys that leave the map, or do nothing by themselves. */
const NO_AIM = ['Tab', 'Shift', 'Control', 'Alt', 'Meta', 'Escape'];

export function report(map: MapLibreMap, sight: Sight, reports: MapReports): void {
  reportMovements(map, sight, reports);
  reportPresses(map, sight, reports);
  reportKeys(map, sight, reports);
  reportLoading(map, sight, reports);
}

function reportMovements(map: MapLibreMap, sight: Sight, reports: MapReports): void {
  map.on('movestart', (event) => {
    reports.moving(event as typeof event & Movement);
    sight.forgetLost();
    reports.tilesFailed(false);
  });
  map.on('moveend', (event) => {
    const { lng, lat } = map.getCenter();
    const bounds = map.getBounds();
    const bbox: Bbox = [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()];
    reports.moved({ zoom: map.getZoom(), lat, lon: lng }, bbox, event as typeof event & Movement);
  });
}

function reportPresses(map: MapLibreMap, sight: Sight, reports: MapReports): void {
  map.on('click', (event) => {
    const { pointerType } = event.originalEvent as PointerEvent;
    const reach = pointerType === 'touch' ? REACH_PX.finger : REACH_PX.mouse;
    const hit = hitOf(sight.drawnAt(event.point, reach));
    reports.pressed(hit, event.lngLat.lng, event.lngLat.lat, event.point);
  });
  map.on('mousemove', (event) => {
    if (sight.isMeasuring) {
      map.getCanvas().style.cursor = 'crosshair';
      reports.pointed([event.lngLat.lng, event.lngLat.lat]);
      return;
    }
    const over = byNearness(sight.drawnAt(event.point, REACH_PX.mouse))[0];
    map.getCanvas().style.cursor = over ? 'pointer' : '';
    reports.hovered(over?.properties ?? null, over?.layer ?? '', event.point.x, event.point.y);
  });
  map.on('mouseout', () => {
    reports.pointed(null);
    reports.hovered(null, '', 0, 0);
  });
}

/** While the map has the keys, Enter presses what lies in the middle. */
function reportKeys(map: MapLibreMap, sight: Sight, reports: MapReports): void {
  const canvas = map.getCanvas();
  let isAiming = false;
  const aim = (): void => {
    if (!isAiming) return;
    const at = sight.middle();
    reports.aimed(at);
    const nearest = sight.isMeasuring ? undefined : byNearness(sight.drawnAt(at, REACH_PX.key))[0];
    reports.hovered(nearest?.properties ?? null, nearest?.layer ?? '', at.x, at.y);
  };
  const rest = (): void => {
    if (!isAiming) return;
    isAiming = false;
    reports.aimed(null);
    reports.hovered(null, '', 0, 0);
  };
  canvas.addEventListener('focus', () => {
    isAiming = canvas.matches(':focus-visible');
    aim();
  });
  canvas.addEventListener('blur', rest);
  canvas.addEventListener('pointerdown', rest);
  canvas.addEventListener('keydown', (event) => {
    isAiming ||= !NO_AIM.includes(event.key);
    aim();
    if (event.key !== 'Enter') return;
    // Else the key would go on to press what it has opened.
    event.preventDefault();
    const at = sight.middle();
    const { lng, lat } = map.unproject([at.x, at.y]);
    reports.pressed(keyHitOf(sight.drawnAt(at, REACH_PX.key)), lng, lat, at);
  });
  map.on('idle', aim);
}

function reportLoading(map: MapLibreMap, sight: Sight, reports: MapReports): void {
  map.on('dataloading', () => reports.busy(true));
  map.on('idle', () => reports.busy(false));
  map.on('error', (event) => {
    if (!('sourceId' in event)) {
      console.error(event.error);
      return;
    }
    const { sourceId, tile } = event as typeof event & LostSource;
    if (tile) sight.lose({ sourceId, place: tile.tileID.canonical });
    reports.tilesFailed(true);
  });
}
