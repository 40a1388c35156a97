/** Keeps the page and what was last seen, so that both are there without a connection. */

import { assets, immutable, prerendered, routes } from '$app/manifest';
import { self } from '$app/service-worker';
import { version } from '$app/env';
import { KEPT_AT } from '../lib/api/kept-at';
import { preferredLanguage } from '../lib/language/phrase';
import { firstParts, isKeepable, isKept, isOutage, keptName, MOST_KEPT, PATIENCE_MS } from '../lib/offline/keeping';
import { TAKE_OVER } from '../lib/offline/messages';
import { addressOf, viewFrom } from '../lib/view/view';

const PAGE = `page-${version}`;
const SEEN = 'seen';
const SHELL = '/shell.html';
const OWN = new Set([...immutable, ...assets, ...prerendered].map(({ path }) => absolute(path)).concat(SHELL));
const PAGES = firstParts(routes.filter((route) => route.page).map((route) => route.id));

function absolute(path: string): string {
  return path.startsWith('/') ? path : `/${path}`;
}

self.addEventListener('install', (event) => {
  event.waitUntil(caches.open(PAGE).then((cache) => cache.addAll([...OWN])));
});

self.addEventListener('activate', (event) => {
  event.waitUntil(Promise.all([forgetOldPages(), self.clients.claim()]));
});

/** The version before this one stays: another tab may still show it. */
async function forgetOldPages(): Promise<void> {
  const old = (await caches.keys()).filter((name) => name.startsWith('page-') && name !== PAGE);
  await Promise.all(old.slice(0, -1).map((name) => caches.delete(name)));
}

// A new version waits until the reader wants it: nobody loses what stands in a form.
self.addEventListener('message', (event) => {
  if (event.data === TAKE_OVER) void self.skipWaiting();
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== self.location.origin) return;
  if (request.mode === 'navigate' && !url.pathname.startsWith('/api')) {
    const answer = pageAt(url);
    if (answer) event.respondWith(answer);
  } else if (OWN.has(url.pathname)) event.respondWith(ownFile(request, url.pathname));
  else if (isKeepable(request)) event.respondWith(fresh(request, (work) => event.waitUntil(work)));
});

/** The shell of a page; the old address of one leads on; of what is no page only the atlas knows. */
function pageAt(url: URL): Promise<Response> | Response | null {
  if (url.pathname === '/' || url.pathname === '/index.html') {
    const view = viewFrom({ pathname: '/', search: url.search }, preferredLanguage(navigator.languages));
    return Response.redirect(addressOf(view), 308);
  }
  if (!PAGES.has(url.pathname.split('/')[1] ?? '')) return null;
  return ownFile(new Request(url), OWN.has(url.pathname) ? url.pathname : SHELL);
}

async function ownFile(request: Request, name: string): Promise<Response> {
  const page = await caches.open(PAGE);
  return (await page.match(name)) ?? (await caches.match(name)) ?? fetch(request);
}

/** The atlas's answer; the one last seen where none comes, or none for a while. */
async function fresh(request: Request, meanwhile: (work: Promise<unknown>) => void): Promise<Response> {
  const seen = await caches.open(SEEN);
  const name = keptName(request);
  const kept = await seen.match(name);
  const asked = fetch(request).then((answer) => {
    if (isKept(answer)) meanwhile(keep(seen, name, answer.clone()));
    return answer;
  });
  if (!kept) return asked;
  meanwhile(asked.catch(() => null));
  const answer = await Promise.race([asked.catch(() => null), late()]);
  return answer && !isOutage(answer.status) ? answer : kept;
}

function late(): Promise<null> {
  return new Promise((resolve) => setTimeout(() => resolve(null), PATIENCE_MS));
}

async function keep(seen: Cache, name: string, answer: Response): Promise<void> {
  const headers = new Headers(answer.headers);
  headers.set(KEPT_AT, String(Date.now()));
  await seen.delete(name);
  await seen.put(name, new Response(await answer.blob(), { status: answer.status, headers }));
  const names = await seen.keys();
  const tooMany = names.slice(0, Math.max(0, names.length - MOST_KEPT));
  await Promise.all(tooMany.map((each) => seen.delete(each)));
}
