/** The tokens of the visual system, read from the one style sheet that says them. */

import { readFileSync } from 'node:fs';

export const TOKENS = new URL('../../api/html/static/tokens.css', import.meta.url);

export type Theme = 'light' | 'dark';
export const THEMES: readonly Theme[] = ['light', 'dark'];

const HEX = '#[0-9a-f]{6}';
const DECLARED = new RegExp(`--([\\w-]+):\\s*(?:light-dark\\((${HEX}), (${HEX})\\)|(${HEX}));`, 'g');

/** The colours in a theme; with more contrast those that then take the place of others. */
export function coloursOf(theme: Theme, { moreContrast = false } = {}): Map<string, string> {
  const [plain, more] = readFileSync(TOKENS, 'utf8').split('@media (prefers-contrast: more)');
  return new Map([...coloursIn(plain, theme), ...(moreContrast ? coloursIn(more, theme) : [])]);
}

function coloursIn(css: string | undefined, theme: Theme): [string, string][] {
  return [...(css ?? '').matchAll(DECLARED)].map(([, name = '', light, dark, both]) => [
    name,
    both ?? (theme === 'light' ? light : dark) ?? '',
  ]);
}
