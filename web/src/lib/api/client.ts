/** How the page asks the atlas; loading files has its own questions in `ingest/client.ts`. */

import type { StyleSpecification } from 'maplibre-gl';
import type { Phrase } from '../language/phrase';
import { connection } from './connection.svelte';
import type { Stop, TripRequest } from './requests';
import { withRetry } from './retry';
import { NoAnswer, problemOf } from './problem';
import type {
  Collection,
  Coverage,
  Item,
  ItemsPage,
  MonthCount,
  Region,
  RegionFeature,
  RegionsAt,
  RegionSummary,
  SearchAnswer,
  TripAnswer,
} from './types';

/** The code under which the API knows the whole country. */
export const COUNTRY = 'KZ';

/** The answer's JSON; what is no JSON came from something that stands between, such as a portal. */
export async function json<T>(answer: Response): Promise<T> {
  const text = await answer.text();
  try {
    return JSON.parse(text) as T;
  } catch {
    throw new NoAnswer(answer.url);
  }
}

/** Enough to see on the map where gaps lie thick, few enough for a weak signal. */
const MOST_GAPS = 3000;

type Parameters = Record<string, string | number | null | undefined>;

/**
 * The answer to a request in the reader's language. Throws AnsweredProblem and NoAnswer.
 *
 * What changes nothing, such as a computation, may be asked twice.
 */
export async function answerTo(
  path: string,
  init: RequestInit,
  changesNothing = (init.method ?? 'GET') === 'GET',
): Promise<Response> {
  const headers = new Headers(init.headers);
  headers.set('Accept-Language', document.documentElement.lang);
  // Asked before: the first answer of several takes the mark away.
  const byCookie = isAskedByCookie(init);
  let answer: Response;
  try {
    answer = await withRetry(() => fetch(path, { ...init, headers }), init);
  } catch (error) {
    if (init.signal?.aborted) throw error;
    throw new NoAnswer(path);
  }
  connection.heard(answer);
  if (answer.status === 401 && byCookie) {
    sessionEnded();
    if (changesNothing) return answerTo(path, init, changesNothing);
  }
  if (!answer.ok) throw await problemOf(answer);
  return answer;
}

/** Called when the atlas says that the session of this browser has ended. */
export const expiry = { heard: (): void => undefined };

function isAskedByCookie(init: RequestInit): boolean {
  return hasSession() && !new Headers(init.headers).has('Authorization');
}

/** From now on a stranger asks; the answer has taken the cookie away. */
function sessionEnded(): void {
  document.cookie = `${SESSION_HINT}=; Max-Age=0; path=/`;
  expiry.heard();
}

/** The cookie that tells scripts no more than that there is a session to ask about. */
const SESSION_HINT = 'atlas_signed_in';

/** Whether this browser may have a session. */
export function hasSession(): boolean {
  return document.cookie.split('; ').some((each) => each.startsWith(`${SESSION_HINT}=`));
}

async function get<T>(path: string, signal: AbortSignal, parameters: Parameters = {}): Promise<T> {
  const asked = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== null && value !== undefined && value !== '') asked.set(name, String(value));
  }
  const search = asked.size > 0 ? `?${asked}` : '';
  const answer = await answerTo(`${path}${search}`, { signal });
  return json(answer);
}

/** The answer to a question whose words are too long for an address. */
function post(path: string, body: unknown, signal: AbortSignal, accept: string): Promise<Response> {
  const headers = { 'Content-Type': 'application/json', Accept: accept };
  const init = { method: 'POST', signal, headers, body: JSON.stringify(body) };
  return answerTo(path, init, true);
}

/** The layers; the API keeps their words in all languages beside the reader's own. */
export async function collections(signal: AbortSignal): Promise<Collection[]> {
  type Told = Collection & { titles: Phrase; descriptions: Phrase };
  const told = (await get<{ collections: Told[] }>('/api/collections', signal)).collections;
  const drawn = told.filter((each) => each.role !== 'boundaries');
  return drawn.map((each) => ({
    ...each,
    title: each.titles,
    description: each.descriptions,
    style: { ...each.style, colour: byTheme(each.style) },
  }));
}

/** A layer's colour as a style sheet understands it: that of the theme around. */
function byTheme({ colour, colour_on_dark: dark }: Collection['style']): string {
  const both = `light-dark(${colour}, ${dark})`;
  return CSS.supports('color', both) ? both : colour;
}

/** The map style that the atlas makes from its catalogue: labels in one language, by day or at night. */
export function style(lang: string, theme: string, signal: AbortSignal): Promise<StyleSpecification> {
  return get('/api/tiles/style.json', signal, { lang, theme });
}

export function item(layer: string, id: number, signal: AbortSignal): Promise<Item> {
  return get(`/api/collections/${layer}/items/${id}`, signal);
}

export function items(
  layer: string,
  parameters: {
    region?: string | null;
    bbox?: string | null;
    datetime?: string | null;
    /** The wanted code of each field. */
    codes?: Readonly<Record<string, string>>;
    limit: number;
  },
  signal: AbortSignal,
): Promise<ItemsPage> {
  const { codes, ...others } = parameters;
  return get(`/api/collections/${layer}/items`, signal, { ...codes, ...others });
}

/** The page behind a `next` link, asked for on the host from which this page came. */
export function nextItems(href: string, signal: AbortSignal): Promise<ItemsPage> {
  const next = new URL(href, location.href);
  return get(`${next.pathname}${next.search}`, signal);
}

export async function regionsUnder(parent: string | null, signal: AbortSignal): Promise<Region[]> {
  const asked = parent ? { parent } : { level: 1 };
  return (await get<{ regions: Region[] }>('/api/regions', signal, asked)).regions;
}

export function region(code: string, signal: AbortSignal): Promise<RegionFeature> {
  return get(`/api/regions/${code}`, signal);
}

export function summary(code: string, signal: AbortSignal): Promise<RegionSummary> {
  return get(`/api/regions/${code}/summary`, signal);
}

/** The objects of one layer in a region, counted by the month of their day. */
export async function countsByMonth(
  code: string,
  layer: string,
  signal: AbortSignal,
): Promise<MonthCount[]> {
  const asked = { layer, by: 'month' };
  return (await get<{ rows: MonthCount[] }>(`/api/regions/${code}/counts`, signal, asked)).rows;
}

export function regionsAt(lon: number, lat: number, signal: AbortSignal): Promise<RegionsAt> {
  return get('/api/regions/at', signal, { lon, lat });
}

export async function search(
  q: string,
  lang: string,
  signal: AbortSignal,
): Promise<SearchAnswer> {
  const answer = await get<Partial<SearchAnswer>>('/api/search', signal, { q, lang, limit: 20 });
  return { results: answer.results ?? [], places: answer.places ?? [], terms: answer.terms ?? [] };
}

export async function coverage(
  asked: { layer: string; distanceKm: number; region: string | null },
  signal: AbortSignal,
): Promise<Coverage> {
  const body = {
    layer: asked.layer,
    distance_km: asked.distanceKm,
    gaps_limit: MOST_GAPS,
    ...(asked.region ? { region: asked.region } : {}),
  };
  const answer = await post('/api/analysis/coverage', body, signal, 'application/json');
  return json(answer);
}

/** A stop as the API takes it: an object of a layer, or a named place. */
export type NamedStop = Stop & { name?: string };

function tripBody(stops: readonly NamedStop[], wish: TripRequest): unknown {
  return {
    stops,
    mode: wish.mode,
    round_trip: wish.roundTrip,
    keep_order: wish.keepOrder,
  };
}

export async function trip(
  stops: readonly NamedStop[],
  wish: TripRequest,
  signal: AbortSignal,
): Promise<TripAnswer> {
  const answer = await post('/api/trips', tripBody(stops, wish), signal, 'application/json');
  return json(answer);
}

export async function tripAsGpx(
  stops: readonly NamedStop[],
  wish: TripRequest,
  signal: AbortSignal,
): Promise<Blob> {
  const answer = await post('/api/trips', tripBody(stops, wish), signal, 'application/gpx+xml');
  return answer.blob();
}
