/** Addresses of the web among the texts of a card. */

/** A part of a text; one with an `href` is an address of the web, shown by its host. */
export interface TextPart {
  readonly text: string;
  readonly href?: string;
}

const ADDRESS = /https?:\/\/[^\s<>"«»]+/g;
/** What ends a sentence rather than an address. */
const ENDS = /[.,;:!?)\]]+$/;

/** The text in its order, cut at the addresses that stand in it. */
export function partsOf(text: string): TextPart[] {
  const parts: TextPart[] = [];
  let read = 0;
  for (const found of text.matchAll(ADDRESS)) {
    const href = found[0].replace(ENDS, '');
    const host = hostOf(href);
    if (host === null) continue;
    if (found.index > read) parts.push({ text: text.slice(read, found.index) });
    parts.push({ text: host, href });
    read = found.index + href.length;
  }
  if (read < text.length) parts.push({ text: text.slice(read) });
  return parts;
}

function hostOf(address: string): string | null {
  try {
    return new URL(address).hostname;
  } catch {
    return null;
  }
}
