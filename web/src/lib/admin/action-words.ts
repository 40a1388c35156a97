/** What a role allows, in words: layers and moves are called as the catalogue calls them. */

import type { Collection } from '../api/types';
import type { Language, Phrase } from '../language/phrase';
import * as phrases from '../language/phrases/admin';
import type { UserRole } from './client';

type Action = UserRole['actions'][number];

/** The actions on one layer or room. */
export interface AllowedIn {
  readonly room: string;
  readonly actions: readonly string[];
}

/** The actions of a role, by layer or room. */
export function allowedIn(
  role: UserRole,
  layer: (id: string) => Collection | undefined,
  language: Language,
): AllowedIn[] {
  const rooms = [...new Set(role.actions.map((each) => each.room))];
  return rooms.map((room) => ({
    room: roomText(room, layer(room), language),
    actions: role.actions
      .filter((each) => each.room === room)
      .map((each) => actionText(each, layer(room), language)),
  }));
}

function roomText(room: string, found: Collection | undefined, language: Language): string {
  return found?.title[language] ?? spoken(phrases.ROOMS[room], language) ?? room;
}

function actionText({ action, own }: Action, layer: Collection | undefined, language: Language): string {
  const move = layer?.flow?.moves.find((each) => action === `move.${each.id}`);
  const text = move?.title[language] ?? spoken(phrases.ACTIONS[action], language) ?? action;
  return own ? phrases.OWN_ROWS[language].replace('{action}', text) : text;
}

function spoken(phrase: Phrase | undefined, language: Language): string | undefined {
  return phrase?.[language];
}
