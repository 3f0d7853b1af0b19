import { defineConfig } from 'vite';

/** Plain files in dist, served below /console/: one entry, a chunk per screen. */
export default defineConfig({
  root: import.meta.dirname,
  base: '/console/',
  appType: 'spa',
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    target: ['chrome126', 'firefox128', 'safari18'],
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    reportCompressedSize: false,
  },
  server: { proxy: { '/v1': 'http://127.0.0.1:4100' } },
});
