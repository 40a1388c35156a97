import type { Bbox } from '../api/types';
import type { Camera } from '../view/view';

const WORLD_PX = 512;
const CLOSEST_ZOOM = 13;
/** Room around what is shown, as a share of the map. */
const MARGIN = 0.2;

/** The camera that shows a bounding box on a map of so many pixels (web mercator). */
export function cameraOver(bbox: Bbox, size: { width: number; height: number }): Camera {
  const [west, south, east, north] = bbox;
  const wide = Math.max((east - west) / 360, Number.EPSILON);
  const high = Math.max(mercator(north) - mercator(south), Number.EPSILON);
  const scale = Math.min(size.width / wide, size.height / high) * (1 - MARGIN);
  const zoom = Math.min(CLOSEST_ZOOM, Math.log2(scale / WORLD_PX));
  return { zoom: Math.max(zoom, 2), lat: (south + north) / 2, lon: (west + east) / 2 };
}

/** The height of a latitude on the square of web mercator, 0–1 from the south. */
function mercator(lat: number): number {
  const radians = (lat * Math.PI) / 180;
  return 0.5 + Math.log(Math.tan(Math.PI / 4 + radians / 2)) / (2 * Math.PI);
}
