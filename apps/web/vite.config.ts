import { defineConfig } from 'vite';

/** Plain files in dist: one entry, a chunk per rarer screen, the service worker beside index.html. */
export default defineConfig({
  root: import.meta.dirname,
  appType: 'spa',
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    target: ['chrome126', 'firefox128', 'safari18'],
    modulePreload: { polyfill: false },
    // A picture turned into text inside the script could not be kept by the browser on its own.
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    rolldownOptions: {
      output: {
        // What the first screen needs travels together; rarer screens are chunks of their own.
        codeSplitting: {
          groups: [
            {
              name: 'shell',
              test: /node_modules|src\/(api|compose|deeds|i18n\/(en|format|locale)|live|outbox|people\/(follow|person|suggest)|post|router|shell|store|ui)/,
            },
          ],
        },
      },
    },
  },
  server: { proxy: { '/v1': 'http://127.0.0.1:4100' } },
});
