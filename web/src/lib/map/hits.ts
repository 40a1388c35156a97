/** What a press on the map means. */

import type { Properties } from '../api/types';

/** An object that is drawn where somebody pressed. */
export interface ObjectHit {
  readonly layer: string;
  readonly id: number;
  readonly properties: Properties;
}

export type Hit =
  | ({ readonly kind: 'object' } & ObjectHit)
  | { readonly kind: 'several'; readonly objects: readonly ObjectHit[] }
  | { readonly kind: 'cell' }
  | { readonly kind: 'ground' };

/** A drawn feature, as far as a press needs it; `distancePx` is from the press to its middle. */
export interface Drawn {
  readonly layer: string;
  readonly id: number | undefined;
  readonly properties: Properties;
  readonly isPoint: boolean;
  readonly distancePx: number;
}

/** Points that lie closer to each other than this cannot be told apart by a press. */
const TOUCHING_PX = 6;
const MOST_OFFERED = 12;

/** How many objects a drawn feature stands for. */
export function countOf(properties: Properties): number {
  return typeof properties['count'] === 'number' ? properties['count'] : 1;
}

/** Points before lines and areas, which lie under them; each kind the nearest first. */
export function byNearness(drawn: readonly Drawn[]): Drawn[] {
  return [...drawn].sort(
    (one, other) =>
      Number(other.isPoint) - Number(one.isPoint) || one.distancePx - other.distancePx,
  );
}

/** The nearest object; several that cannot be told apart; a cell of many; else the bare ground. */
export function hitOf(drawn: readonly Drawn[]): Hit {
  const [nearest, ...others] = byNearness(drawn);
  if (!nearest) return { kind: 'ground' };
  if (!isObject(nearest)) return { kind: 'cell' };
  const beside = others.filter((each) => isBeside(nearest, each)).filter(isObject);
  return hitAmong(distinct([nearest, ...beside].map(objectOf)));
}

/** What a key takes around the middle of the map: a cell where one is nearest, else all objects to choose. */
export function keyHitOf(drawn: readonly Drawn[]): Hit {
  const ordered = byNearness(drawn);
  if (ordered[0] && !isObject(ordered[0])) return { kind: 'cell' };
  return hitAmong(distinct(ordered.filter(isObject).map(objectOf)));
}

function hitAmong(objects: readonly ObjectHit[]): Hit {
  const [only] = objects;
  if (!only) return { kind: 'ground' };
  return objects.length === 1 ? { kind: 'object', ...only } : { kind: 'several', objects };
}

type DrawnObject = Drawn & { readonly id: number };

function isObject(drawn: Drawn): drawn is DrawnObject {
  return drawn.id !== undefined && countOf(drawn.properties) === 1;
}

function isBeside(nearest: Drawn, other: Drawn): boolean {
  const isSameKind = other.isPoint === nearest.isPoint;
  return isSameKind && other.distancePx - nearest.distancePx <= TOUCHING_PX;
}

function objectOf({ layer, id, properties }: DrawnObject): ObjectHit {
  return { layer, id, properties };
}

/** A line or an area is drawn in pieces. */
function distinct(objects: readonly ObjectHit[]): ObjectHit[] {
  const byKey = new Map(objects.map((each) => [`${each.layer}:${each.id}`, each]));
  return [...byKey.values()].slice(0, MOST_OFFERED);
}
