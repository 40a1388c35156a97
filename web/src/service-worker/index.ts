/** Keeps the page and what was last seen, so that both are there without a connection. */

import { assets, immutable, prerendered, routes } from '$app/manifest';
import { self } from '$app/service-worker';
import { version } from '$app/env';
import { CACHED_AT } from '../lib/api/cached-at';
import { preferredLanguage } from '../lib/language/phrase';
import { firstParts, isCacheableRequest, isCacheableAnswer, isOutage, cacheKey, MOST_CACHED, PATIENCE_MS } from '../lib/offline/cache-policy';
import { TAKE_OVER } from '../lib/offline/messages';
import { addressOf, viewFrom } from '../lib/view/view';

const PAGE = `page-${version}`;
const SEEN = 'seen';
const SHELL = '/shell.html';
const PRECACHED = new Set([...immutable, ...assets, ...prerendered].map(({ path }) => absolute(path)).concat(SHELL));
const PAGES = firstParts(routes.filter((route) => route.page).map((route) => route.id));

function absolute(path: string): string {
  return path.startsWith('/') ? path : `/${path}`;
}

self.addEventListener('install', (event) => {
  event.waitUntil(caches.open(PAGE).then((cache) => cache.addAll([...PRECACHED])));
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

// What the atlas tells a person comes encrypted; the browser demands that something is shown.
self.addEventListener('push', (event) => {
  const told = messageOf(event.data);
  event.waitUntil(self.registration.showNotification(told.title, { body: told.body, tag: told.tag, icon: '/favicon.svg' }));
});

self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  event.waitUntil(self.clients.openWindow('/account'));
});

function messageOf(data: PushMessageData | null): { title: string; body: string; tag: string } {
  try {
    return { title: '', body: '', tag: '', ...(data?.json() as object) };
  } catch {
    return { title: 'Tugan Zher', body: '', tag: '' };
  }
}

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== self.location.origin) return;
  if (request.mode === 'navigate' && !url.pathname.startsWith('/api')) {
    const answer = pageAnswer(url);
    if (answer) event.respondWith(answer);
  } else if (PRECACHED.has(url.pathname)) event.respondWith(precached(request, url.pathname));
  else if (isCacheableRequest(request)) event.respondWith(networkFirst(request, (work) => event.waitUntil(work)));
});

/** The shell of a page; the old address of one leads on; of what is no page only the atlas knows. */
function pageAnswer(url: URL): Promise<Response> | Response | null {
  if (url.pathname === '/' || url.pathname === '/index.html') {
    const view = viewFrom({ pathname: '/', search: url.search }, preferredLanguage(navigator.languages));
    return Response.redirect(addressOf(view), 308);
  }
  if (!PAGES.has(url.pathname.split('/')[1] ?? '')) return null;
  return precached(new Request(url), PRECACHED.has(url.pathname) ? url.pathname : SHELL);
}

async function precached(request: Request, name: string): Promise<Response> {
  const page = await caches.open(PAGE);
  return (await page.match(name)) ?? (await caches.match(name)) ?? fetch(request);
}

/** The atlas's answer; the one last seen where none comes, or none for a while. */
async function networkFirst(request: Request, meanwhile: (work: Promise<unknown>) => void): Promise<Response> {
  const seen = await caches.open(SEEN);
  const name = cacheKey(request);
  const kept = await seen.match(name);
  const asked = fetch(request).then((answer) => {
    if (isCacheableAnswer(answer)) meanwhile(keep(seen, name, answer.clone()));
    return answer;
  });
  if (!kept) return asked;
  meanwhile(asked.catch(() => null));
  const answer = await Promise.race([asked.catch(() => null), timedOut()]);
  return answer && !isOutage(answer.status) ? answer : kept;
}

function timedOut(): Promise<null> {
  return new Promise((resolve) => setTimeout(() => resolve(null), PATIENCE_MS));
}

async function keep(seen: Cache, name: string, answer: Response): Promise<void> {
  const headers = new Headers(answer.headers);
  headers.set(CACHED_AT, String(Date.now()));
  await seen.delete(name);
  await seen.put(name, new Response(await answer.blob(), { status: answer.status, headers }));
  const names = await seen.keys();
  const tooMany = names.slice(0, Math.max(0, names.length - MOST_CACHED));
  await Promise.all(tooMany.map((each) => seen.delete(each)));
}
