/** Conditions as the catalogue knows them: those of the address may be of another day. */

import type { Collection } from '../api/types';
import { fieldNamed, termOf } from '../catalogue/fields';
import type { Phrase } from '../language/phrase';
import type { Condition, Where } from '../view/where';

/** The conditions that the layers can be asked for: the atlas would refuse any other. */
export function knownOf(where: Where, layers: readonly Collection[]): Where {
  return where.filter((each) => termAsked(each, layers) !== null);
}

/** A condition in the words of its layer; null for one that the catalogue does not know. */
export function termAsked(
  { layer, field, code }: Condition,
  layers: readonly Collection[],
): { layer: Phrase; field: Phrase; term: Phrase } | null {
  const collection = layers.find(({ id }) => id === layer);
  const declared = collection && fieldNamed(collection, field);
  const term = declared && termOf(collection, declared, code);
  return term ? { layer: collection.title, field: declared.title, term: term.title } : null;
}
