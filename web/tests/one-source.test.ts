/** That tokens are said once, for the page and for the API's pages. */

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { coloursOf, type Theme, THEMES, TOKENS } from './tokens';

const PROJECT = fileURLToPath(new URL('../../', import.meta.url));
const WRITTEN = ['web/src', 'web/static', 'api/html'].flatMap(filesIn);
/** Browsers read these before any style sheet; they say the colour of the header once more. */
const HEADS = ['web/src/app.html', 'api/html/templates/base.html'];
const MANIFEST = 'web/static/manifest.webmanifest';

function filesIn(folder: string): string[] {
  return readdirSync(join(PROJECT, folder), { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => /\.(css|svelte|ts|js|html|webmanifest)$/.test(path));
}

function read(path: string): string {
  return readFileSync(join(PROJECT, path), 'utf8');
}

const others = WRITTEN.filter((path) => !TOKENS.pathname.endsWith(path));

describe('a token', () => {
  it('is declared in one style sheet only', () => {
    const names = [...readFileSync(TOKENS, 'utf8').matchAll(/--([\w-]+):/g)].map(([, name]) => name);
    const again = new RegExp(`(?:^|[\\s{;'])--(?:${[...new Set(names)].join('|')}):`, 'm');
    expect(names.length).toBeGreaterThan(40);
    expect(others.filter((path) => again.test(read(path)))).toEqual([]);
  });

  it('has its colour written in one place only', () => {
    const colours = new Set(THEMES.flatMap((theme) => [...coloursOf(theme).values()]));
    const copied = others
      .filter((path) => ![...HEADS, MANIFEST].includes(path))
      .flatMap((path) =>
        (read(path).match(/#[0-9a-f]{6}\b/gi) ?? [])
          .filter((colour) => colours.has(colour.toLowerCase()))
          .map((colour) => `${path}: ${colour}`),
      );
    expect(copied).toEqual([]);
  });

  it.each(HEADS)('is what browsers paint their own frame with (%s)', (path) => {
    const media = (theme: Theme) => `media="(prefers-color-scheme: ${theme})"`;
    for (const theme of THEMES) {
      const colour = coloursOf(theme).get('banner');
      expect(read(path)).toContain(`<meta name="theme-color" ${media(theme)} content="${colour}"`);
    }
  });

  it('is what an installed page opens with', () => {
    const { theme_color, background_color } = JSON.parse(read(MANIFEST)) as Record<string, string>;
    const light = coloursOf('light');
    expect([theme_color, background_color]).toEqual([light.get('banner'), light.get('paper')]);
  });
});
