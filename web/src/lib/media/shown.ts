/** How a media item is told and shown, in the reader's language as far as it is written. */

import type { MediaAnswer, SpokenTexts } from '../api/atlas';
import type { Language } from '../language/phrase';
import { LANGUAGES } from '../language/phrase';

/** The text in the language, else in another one; null where none is written. */
export function written(
  texts: SpokenTexts,
  language: Language,
): { text: string; language: Language } | null {
  const order = [language, ...LANGUAGES.filter((each) => each !== language)];
  for (const each of order) {
    const text = texts[each];
    if (text) return { text, language: each };
  }
  return null;
}

/** The largest copy that is not larger than needed; null where the item is no picture. */
export function copyOf(item: MediaAnswer, side: number): string | null {
  const copies = item.variants
    .filter((each) => each.type === 'image/webp' && each.name.endsWith('.webp'))
    .sort((one, other) => (one.width ?? 0) - (other.width ?? 0));
  const enough = copies.find((each) => Math.max(each.width ?? 0, each.height ?? 0) >= side);
  return (enough ?? copies.at(-1))?.name ?? null;
}

/** The variant that is played or taken away; null where there is none. */
export function wholeOf(item: MediaAnswer): string | null {
  return item.variants.find((each) => each.name === 'stream' || each.name === 'file')?.name ?? null;
}

/** The ids with one moved by so many places; as they were where it cannot be moved so. */
export function moved(order: readonly string[], id: string, by: number): string[] {
  const from = order.indexOf(id);
  const to = from + by;
  if (from < 0 || to < 0 || to >= order.length) return [...order];
  const rest = order.filter((each) => each !== id);
  return [...rest.slice(0, to), id, ...rest.slice(to)];
}
