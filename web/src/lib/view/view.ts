/** What the reader looks at, and its form in the address: everything that a shared link restores. */

import {
  type CoverageRequest,
  isObject,
  MODES,
  NO_TRIP,
  type ObjectRef,
  type Stop,
  type TripRequest,
} from '../api/requests';
import { isLanguage, type Language } from '../language/phrase';
import { type Period, periodFrom, periodText } from './period';
import { type Where, whereFrom, whereText } from './where';

export const PANELS = ['region', 'layers', 'list', 'trip', 'coverage'] as const;
export type PanelId = (typeof PANELS)[number];

/** The sections of administration, each with an address of its own. */
export const ADMIN_SECTIONS = [
  'people', 'roles', 'organisations', 'tasks', 'audit', 'storage', 'health', 'settings',
] as const;
export type AdminSection = (typeof ADMIN_SECTIONS)[number];

/** Where in administration the reader is: a section, or one thing of it. */
export interface AdminPlace {
  readonly section: AdminSection;
  readonly id: number | null;
}

export interface Camera {
  readonly zoom: number;
  readonly lat: number;
  readonly lon: number;
}
export interface View {
  readonly language: Language;
  readonly camera: Camera | null;
  /** Ids of the layers shown; null is the atlas's own choice. */
  readonly layers: readonly string[] | null;
  readonly region: string | null;
  /** The months of which the layers with a time are shown; null is all time. */
  readonly period: Period | null;
  /** By which codes the layers are limited. */
  readonly where: Where;
  /** The layer that the list shows; null is the first one. */
  readonly listed: string | null;
  readonly object: ObjectRef | null;
  readonly panel: PanelId;
  readonly query: string;
  readonly trip: TripRequest;
  readonly coverage: CoverageRequest | null;
  /** Where in the loading of files the reader is: at its start, or at one run; null is the map. */
  readonly ingest: 'start' | number | null;
  /** Whether the reader is at their own account. */
  readonly account: boolean;
  /** Where in administration the reader is; null is elsewhere. */
  readonly admin: AdminPlace | null;
  /** The archive of tiles that the map is drawn from; null is the live tiles. */
  readonly archive: string | null;
}

/** An address within the atlas: what of it says the view. */
export interface Address {
  readonly pathname: string;
  readonly search: string;
}

/** The pages that are panels of their own; the others share the map's address. */
const PAGE_OF_PANEL: Partial<Record<PanelId, string>> = { trip: '/trips', coverage: '/analysis' };
const OBJECT_PAGE = /^\/objects\/(\w+)\/(\d{1,15})$/;
const REGION_PAGE = /^\/regions\/(\d{9})$/;
const ACCOUNT_PAGE = '/account';
const ADMIN_PAGE = /^\/admin(?:\/([a-z]+)(?:\/([1-9]\d{0,14}))?)?$/;
const FILES_PAGE = /^\/files(?:\/([1-9]\d{0,14}))?$/;

/**
 * The view that an address describes; what is malformed is left out. The query of the one page that
 * there once was (`/?panel=trip&object=…`) is understood on every page.
 */
export function viewFrom({ pathname, search }: Address, reader: Language): View {
  const asked = new URLSearchParams(search);
  said(pathname, asked);
  const language = asked.get('lang');
  const panel = PANELS.find((id) => id === asked.get('panel'));
  return {
    language: isLanguage(language) ? language : reader,
    camera: cameraFrom(asked.get('map')),
    layers: layersFrom(asked.get('layers')),
    region: matching(asked.get('region'), /^\d{9}$/),
    period: periodFrom(asked.get('period')),
    where: whereFrom(asked.get('where')),
    listed: matching(asked.get('list'), /^\w+$/),
    object: objectFrom(asked.get('object')),
    panel: panel ?? 'region',
    query: asked.get('q') ?? '',
    trip: tripFrom(asked),
    coverage: coverageFrom(asked.get('cover')),
    ingest: ingestFrom(asked.get('ingest')),
    account: asked.get('account') !== null,
    admin: adminFrom(asked.get('admin')),
    archive: matching(asked.get('archive'), /^[a-z0-9][a-z0-9_-]{0,63}$/),
  };
}

/** Adds to what is asked what the path says. */
function said(pathname: string, asked: URLSearchParams): void {
  const panel = PANELS.find((id) => PAGE_OF_PANEL[id] === pathname);
  if (panel) asked.set('panel', panel);
  const object = OBJECT_PAGE.exec(pathname);
  if (object) asked.set('object', `${object[1]}:${object[2]}`);
  const region = REGION_PAGE.exec(pathname);
  if (region?.[1]) asked.set('region', region[1]);
  const files = FILES_PAGE.exec(pathname);
  if (files) asked.set('ingest', files[1] ?? 'start');
  if (pathname === ACCOUNT_PAGE) asked.set('account', '1');
  const admin = ADMIN_PAGE.exec(pathname);
  if (admin) asked.set('admin', [admin[1] ?? 'people', admin[2]].filter((part) => part).join('/'));
}

/** The address of a view: the page that shows it, and in the query what differs from its plain form. */
export function addressOf(view: View): string {
  const path = pathOf(view);
  const query = new URLSearchParams(searchOf(view));
  const told = new URLSearchParams();
  said(path, told);
  for (const [name, value] of told) if (query.get(name) === value) query.delete(name);
  return `${path}?${readable(query)}`;
}

function pathOf(view: View): string {
  if (view.account) return ACCOUNT_PAGE;
  if (view.admin) return `/admin/${adminText(view.admin)}`;
  if (view.ingest !== null) return view.ingest === 'start' ? '/files' : `/files/${view.ingest}`;
  if (view.object) return `/objects/${view.object.layer}/${view.object.id}`;
  if (view.panel === 'region' && view.region) return `/regions/${view.region}`;
  return PAGE_OF_PANEL[view.panel] ?? '/map';
}

/** Everything that a view says, as a query: how the one page that there once was had it. */
function searchOf(view: View): string {
  const said = new URLSearchParams({ lang: view.language });
  if (view.camera) said.set('map', cameraText(view.camera));
  if (view.layers) said.set('layers', view.layers.join(',') || 'none');
  if (view.region) said.set('region', view.region);
  if (view.period) said.set('period', periodText(view.period));
  if (view.where.length > 0) said.set('where', whereText(view.where));
  if (view.listed) said.set('list', view.listed);
  if (view.object) said.set('object', objectText(view.object));
  if (view.panel !== 'region') said.set('panel', view.panel);
  if (view.query) said.set('q', view.query);
  if (view.trip.stops.length > 0) said.set('stops', view.trip.stops.map(stopText).join(';'));
  if (view.trip.mode !== NO_TRIP.mode) said.set('mode', view.trip.mode);
  if (view.trip.roundTrip) said.set('round', '1');
  if (view.trip.keepOrder) said.set('keep', '1');
  if (view.coverage) said.set('cover', `${view.coverage.layer}:${view.coverage.distanceKm}`);
  if (view.ingest) said.set('ingest', String(view.ingest));
  if (view.account) said.set('account', '1');
  if (view.admin) said.set('admin', adminText(view.admin));
  if (view.archive) said.set('archive', view.archive);
  return readable(said);
}

/** Commas, colons, slashes, semicolons and @ may stand plainly in a query: short, readable links. */
function readable(query: URLSearchParams): string {
  return query
    .toString()
    .replaceAll('%2C', ',')
    .replaceAll('%3A', ':')
    .replaceAll('%40', '@')
    .replaceAll('%2F', '/')
    .replaceAll('%3B', ';');
}

function matching(value: string | null, pattern: RegExp): string | null {
  return value !== null && pattern.test(value) ? value : null;
}

function cameraText(camera: Camera): string {
  return `${camera.zoom.toFixed(2)}/${camera.lat.toFixed(4)}/${camera.lon.toFixed(4)}`;
}

function cameraFrom(text: string | null): Camera | null {
  if (!text) return null;
  const [zoom, lat, lon] = text.split('/').map(Number);
  if (zoom === undefined || lat === undefined || lon === undefined) return null;
  if (![zoom, lat, lon].every(Number.isFinite)) return null;
  if (Math.abs(lat) > 85 || Math.abs(lon) > 180 || zoom < 0 || zoom > 22) return null;
  return { zoom, lat, lon };
}

function layersFrom(text: string | null): string[] | null {
  if (text === null) return null;
  return text === 'none' ? [] : text.split(',').filter((id) => /^\w+$/.test(id));
}

function objectText(object: ObjectRef): string {
  return `${object.layer}:${object.id}`;
}

function objectFrom(text: string | null): ObjectRef | null {
  const parts = /^(\w+):(\d+)$/.exec(text ?? '');
  return parts?.[1] ? { layer: parts[1], id: Number(parts[2]) } : null;
}

function stopText(stop: Stop): string {
  return isObject(stop) ? objectText(stop) : `@${stop.lon.toFixed(5)},${stop.lat.toFixed(5)}`;
}

function stopFrom(text: string): Stop | null {
  const place = /^@(-?\d+(?:\.\d+)?),(-?\d+(?:\.\d+)?)$/.exec(text);
  return place ? { lon: Number(place[1]), lat: Number(place[2]) } : objectFrom(text);
}

function tripFrom(asked: URLSearchParams): TripRequest {
  const stops = (asked.get('stops') ?? '').split(';').map(stopFrom);
  return {
    stops: stops.filter((stop) => stop !== null),
    mode: MODES.find((mode) => mode === asked.get('mode')) ?? NO_TRIP.mode,
    roundTrip: asked.get('round') === '1',
    keepOrder: asked.get('keep') === '1',
  };
}

function coverageFrom(text: string | null): CoverageRequest | null {
  const parts = /^(\w+):(\d+(?:\.\d+)?)$/.exec(text ?? '');
  return parts?.[1] ? { layer: parts[1], distanceKm: Number(parts[2]) } : null;
}

function ingestFrom(text: string | null): 'start' | number | null {
  if (text === null) return null;
  return /^[1-9]\d{0,14}$/.test(text) ? Number(text) : 'start';
}

/** `people`, or `people/12`; null where nothing of the kind is said. */
function adminFrom(text: string | null): AdminPlace | null {
  const [name, number] = (text ?? '').split('/');
  const section = ADMIN_SECTIONS.find((each) => each === name);
  return section ? { section, id: number && /^[1-9]\d{0,14}$/.test(number) ? Number(number) : null } : null;
}

function adminText({ section, id }: AdminPlace): string {
  return id === null ? section : `${section}/${id}`;
}
