/** What somebody may administer, by what the atlas says of them. */

import type { Me } from '../api/ingest-types';

const GRANT = /^(\*|[a-z_]+):(\*|[a-z_.*]+)@(KZ|own|\d{9})$/;

/** Whether a person administers a room: somewhere, or in the whole country. */
export function mayAdminister(me: Me, room: string, { everywhere }: { everywhere: boolean }): boolean {
  return placesOf(me, room).some((place) => !everywhere || place === 'KZ');
}

/** The codes of the units in which a person administers a room; KZ is the country. */
export function placesOf(me: Me, room: string): string[] {
  const places = me.grants.map((grant) => {
    if (grant === '*') return 'KZ';
    const parts = GRANT.exec(grant);
    const isMeant = parts && ['*', room].includes(parts[1] ?? '') && ['*', 'administer'].includes(parts[2] ?? '');
    return isMeant ? (parts[3] ?? null) : null;
  });
  return [...new Set(places.filter((place) => place !== null && place !== 'own'))] as string[];
}
