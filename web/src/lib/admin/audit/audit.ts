/** What the page asks the atlas about who did what. */

import { answerTo, json } from '../../api/client';
import type { components } from '../../api/atlas';

type Schemas = components['schemas'];
export type AuditEntry = Schemas['AuditEntryAnswer'];
export type AuditPage = Schemas['AuditPage'];
export type AuditEvent = Schemas['AuditEventAnswer'];

export interface AuditFilter {
  actor: string;
  event: string;
  layer: string;
  object: string;
  region: string;
  since: string;
  until: string;
}

export const EVERYTHING: AuditFilter = {
  actor: '',
  event: '',
  layer: '',
  object: '',
  region: '',
  since: '',
  until: '',
};

/** The filter as the API is asked; what is empty is left out. */
export function askedFor(filter: AuditFilter): URLSearchParams {
  return new URLSearchParams(Object.entries(filter).filter(([, value]) => value !== ''));
}

/** The address of all entries that meet the filter, as a file. */
export function fileAddress(filter: AuditFilter, format: 'csv' | 'ndjson'): string {
  const asked = askedFor(filter);
  asked.set('f', format);
  return `/api/audit/file?${asked}`;
}

/** The number behind which a page's entries go on; null where they end. */
export function following(page: AuditPage): number | null {
  const isMore = page.links.some((link) => link.rel === 'next');
  return isMore ? (page.entries.at(-1)?.id ?? null) : null;
}

/** The rooms and their events, in the order in which the API names them. */
export function byRoom(events: readonly AuditEvent[]): [string, AuditEvent[]][] {
  const rooms = new Map<string, AuditEvent[]>();
  for (const each of events) {
    const room = each.event.split('.', 1)[0] ?? '';
    rooms.set(room, [...(rooms.get(room) ?? []), each]);
  }
  return [...rooms];
}

/** A value of a field as it is shown: text as it is, all else as JSON. */
export function shown(value: unknown): string {
  if (value === null || value === undefined) return '–';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

export class AuditClient {
  readonly #credentials: Readonly<Record<string, string>>;

  constructor(credentials: Readonly<Record<string, string>>) {
    this.#credentials = credentials;
  }

  async entries(filter: AuditFilter, after: number | null, signal: AbortSignal): Promise<AuditPage> {
    const asked = askedFor(filter);
    if (after !== null) asked.set('after', String(after));
    return json(await answerTo(`/api/audit?${asked}`, { headers: this.#credentials, signal }));
  }

  async events(signal: AbortSignal): Promise<AuditEvent[]> {
    const answer = await answerTo('/api/audit/events', { headers: this.#credentials, signal });
    return (await json<Schemas['AuditEventsAnswer']>(answer)).events;
  }
}
