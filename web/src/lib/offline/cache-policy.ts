/** What the service worker keeps of what the atlas has answered, and under which name. */

/** A kept answer is shown where the atlas takes longer; the fresh one is kept for the next time. */
export const PATIENCE_MS = 5_000;
/** Enough for the regions, lists and tiles of a journey, in some tens of megabytes. */
export const MOST_CACHED = 1_500;
const LARGEST_CACHED_BYTES = 2_000_000;

const KINDS = ['application/json', 'application/geo+json', 'application/problem+json'];
const TILES = ['application/vnd.mapbox-vector-tile', 'application/x-protobuf', 'image/png', 'image/webp'];
/** Never twice the same, or nothing to look at again: loads of files, tasks, whole downloads. */
const FLEETING = /^\/api\/(ingest|tasks|me|session|account|people|roles|organisations|admin|audit|tiles\/archives?)(\/|$)/;

/** What of a request decides. */
export interface Asked {
  readonly method: string;
  readonly url: string;
  readonly headers: { get(name: string): string | null };
}

/** Whether an answer to the request may be kept: what everyone may see, asked for as a whole. */
export function isCacheableRequest({ method, url, headers }: Asked): boolean {
  const { pathname } = new URL(url);
  return (
    method === 'GET' &&
    pathname.startsWith('/api/') &&
    !FLEETING.test(pathname) &&
    headers.get('authorization') === null &&
    headers.get('range') === null
  );
}

/** Whether this answer is kept. */
export function isCacheableAnswer(answer: { status: number; headers: { get(name: string): string | null } }): boolean {
  const kind = answer.headers.get('content-type')?.split(';')[0]?.trim() ?? '';
  const bytes = Number(answer.headers.get('content-length') ?? 0);
  const isPrivate = /no-store|private/.test(answer.headers.get('cache-control') ?? '');
  return (
    answer.status === 200 &&
    !isPrivate &&
    bytes <= LARGEST_CACHED_BYTES &&
    [...KINDS, ...TILES].includes(kind)
  );
}

/** The name under which an answer is kept: one for each language in which it was asked for. */
export function cacheKey({ url, headers }: Asked): string {
  const name = new URL(url);
  const language = headers.get('accept-language');
  if (language) name.searchParams.set('cached-language', language);
  return name.href;
}

/** Whether a status says that the atlas itself is not there, but something in front of it is. */
export function isOutage(status: number): boolean {
  return status === 502 || status === 503 || status === 504;
}

/** The first parts of the paths of the atlas's pages, of the ids of their routes. */
export function firstParts(ids: readonly string[]): Set<string> {
  const parts = ids.map((id) => id.split('/').find((part) => part && !part.startsWith('(')));
  return new Set(parts.filter((part) => part !== undefined && !part.startsWith('[')) as string[]);
}
