import { numberText } from '../language/numbers';
import type { Language } from '../language/phrase';
import { BYTE_UNITS } from '../language/phrases/admin';

const STEP = 1000;
const UNITS = ['B', 'kB', 'MB', 'GB'] as const;

/** Bytes as people say them, such as 1.2 GB. */
export function bytesText(bytes: number, language: Language): string {
  const step = Math.min(UNITS.length - 1, Math.floor(Math.log(Math.max(bytes, 1)) / Math.log(STEP)));
  const amount = bytes / STEP ** step;
  const text = numberText(amount, language, step > 0 && amount < 10 ? 1 : 0);
  const unit = BYTE_UNITS[UNITS[step] ?? 'B'];
  return unit ? unit[language].replace('{n}', text) : text;
}
