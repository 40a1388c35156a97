import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { sveltekit } from '@sveltejs/kit/vite';
import { vitePreprocess } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';
import adapter from './adapter.js';

/** Where `vite dev` finds the atlas; the built page is served by the atlas itself. */
const atlas = process.env['ATLAS_URL'] ?? 'http://127.0.0.1:8000';

/** The style sheets that the API's pages bring along. */
const SHARED = '../api/html/static';

/** The same for the same sources: a reader is offered an update where there is one. */
function version(): string {
  const hash = createHash('sha256');
  const sources = ['src', 'static', SHARED].flatMap(filesIn);
  for (const path of [...sources, 'package-lock.json'].sort()) {
    hash.update(path).update(readFileSync(path));
  }
  return hash.digest('hex').slice(0, 12);
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile());
}

export default defineConfig({
  plugins: [
    sveltekit({
      adapter: adapter(),
      preprocess: vitePreprocess(),
      compilerOptions: { runes: true },
      version: { name: version(), pollInterval: 0 },
      paths: { relative: false },
    }),
  ],
  server: { host: '127.0.0.1', proxy: { '/api': atlas } },
  build: {
    target: 'es2022',
    assetsInlineLimit: 1024,
    // MapLibre is one chunk of about 1.1 MB that is fetched after the page itself is usable.
    chunkSizeWarningLimit: 1300,
  },
  test: { include: ['tests/**/*.test.ts'], environment: 'node' },
});
