/** How the sizes of files are written. */

import { inLanguage, type Language } from '../language/phrase';
import { numberText } from '../language/numbers';
import { KILOBYTES, MEGABYTES } from '../language/phrases/ingest';

const KB = 1000;

export function bytesText(bytes: number, language: Language): string {
  if (bytes < KB * KB) {
    return inLanguage(KILOBYTES, language, { n: numberText(Math.max(1, bytes / KB), language) });
  }
  return inLanguage(MEGABYTES, language, { n: numberText(bytes / KB / KB, language, 1) });
}
