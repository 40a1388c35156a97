import { describe, expect, it } from 'vitest';

/** The folders of the page: each imports only from those before it. */
const ORDER = [
  'styles',
  'language',
  'api',
  'geometry',
  'view',
  'catalogue',
  'components',
  'theme',
  'session',
  'offline',
  'archive',
  'period',
  'filters',
  'region',
  'coverage',
  'trip',
  'media',
  'card',
  'search',
  'layers',
  'map',
  'list',
  'ingest',
  'account',
  'admin',
  'frame',
];
/** The script of another page, which stands alone. */
const ALONE = 'small-map.ts';

const IMPORT = /(?:from|import)\s*\(?\s*['"](\.{1,2}\/[^'"?]+)/g;

const sources = import.meta.glob('../src/lib/**/*.{svelte,ts}', {
  eager: true,
  query: '?raw',
  import: 'default',
}) as Record<string, string>;

function folderOf(path: string): string {
  return path.replace('../src/lib/', '').split('/')[0] ?? '';
}

/** The folders from which a file imports. */
function importsOf(path: string, code: string): string[] {
  const here = new URL(path, 'http://page/tests/');
  const named = [...code.matchAll(IMPORT)].map((found) => new URL(found[1] ?? '', here).pathname);
  return named.map((name) => name.replace('/src/lib/', '').split('/')[0] ?? '');
}

describe('the folders of the page', () => {
  it('are all in the order', () => {
    const folders = new Set(Object.keys(sources).map(folderOf));
    folders.delete(ALONE);
    expect([...folders].filter((folder) => !ORDER.includes(folder))).toEqual([]);
  });

  it('import only from those before them', () => {
    const upward = Object.entries(sources)
      .filter(([path]) => folderOf(path) !== ALONE)
      .flatMap(([path, code]) =>
        importsOf(path, code)
          .filter((folder) => ORDER.indexOf(folder) > ORDER.indexOf(folderOf(path)))
          .map((folder) => `${path} → ${folder}`),
      );
    expect(upward).toEqual([]);
  });

  it('know nothing of the pages', () => {
    const routes = Object.entries(sources).filter(([, code]) => /['"][^'"]*\/routes\//.test(code));
    expect(routes.map(([path]) => path)).toEqual([]);
  });
});
