/** Addresses of the web among the texts of a card. */

/** The host of a text that is an address of the web and nothing else; null for other texts. */
export function hostOf(text: string): string | null {
  if (!/^https?:\/\/\S+$/.test(text)) return null;
  try {
    return new URL(text).hostname;
  } catch {
    return null;
  }
}
