/** The script of the small maps on the API's pages, and the font: names that those pages know. */

import { defineConfig } from 'vite';

export default defineConfig({
  publicDir: false,
  build: {
    target: 'es2022',
    outDir: 'dist',
    emptyOutDir: false,
    assetsDir: 'small-map',
    chunkSizeWarningLimit: 1300,
    rollupOptions: {
      input: { 'small-map': 'src/lib/small-map.ts' },
      output: {
        assetFileNames: ({ names }) =>
          names.includes('fonts.css') ? '[name][extname]' : 'small-map/[name]-[hash][extname]',
        entryFileNames: '[name].js',
      },
    },
  },
});
