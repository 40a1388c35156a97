import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

/** Where `vite dev` finds the atlas; the built page is served by the atlas itself. */
const atlas = process.env['ATLAS_URL'] ?? 'http://127.0.0.1:8000';

export default defineConfig({
  plugins: [svelte()],
  server: { host: '127.0.0.1', proxy: { '/api': atlas } },
  build: {
    target: 'es2022',
    assetsInlineLimit: 1024,
    // MapLibre is one chunk of about 1.1 MB that is fetched after the page itself is usable.
    chunkSizeWarningLimit: 1300,
    rollupOptions: {
      input: { main: 'index.html', 'small-map': 'src/small-map.ts' },
      // The API's pages name the script of their small maps and the font, so these names may not change.
      output: {
        assetFileNames: ({ names }) =>
          names.includes('fonts.css') ? '[name][extname]' : 'assets/[name]-[hash][extname]',
        entryFileNames: ({ name }) =>
          name === 'small-map' ? '[name].js' : 'assets/[name]-[hash].js',
      },
    },
  },
  test: { include: ['tests/**/*.test.ts'], environment: 'node' },
});
