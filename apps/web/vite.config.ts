import { defineConfig } from 'vite';
import { drawnIcons } from './build/icons-plugin.ts';
import { shellWorker } from './build/shell-worker.ts';

/** Plain files in dist: one entry, a chunk per rarer screen, the service worker beside index.html. */
export default defineConfig({
  root: import.meta.dirname,
  appType: 'spa',
  plugins: [drawnIcons(), shellWorker()],
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    target: ['chrome126', 'firefox128', 'safari18'],
    modulePreload: { polyfill: false },
    // A picture turned into text inside the script could not be kept by the browser on its own.
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    rolldownOptions: {
      input: { app: 'index.html', sw: 'sw/sw.ts' },
      output: {
        // A service worker rules the folder it lies in, and keeps its name.
        entryFileNames: ({ name }) => (name === 'sw' ? 'sw.js' : 'assets/[name]-[hash].js'),
        // What the first screen needs travels together; rarer screens are chunks of their own.
        codeSplitting: {
          groups: [
            {
              name: 'shell',
              test: /node_modules|src\/(api|compose|deeds|keyboard\/(?!command|help)|i18n\/(en|format|locale)|live|outbox|people\/(follow|person|suggest)|post|router|shell|store|ui)/,
            },
          ],
        },
      },
    },
  },
  server: { proxy: { '/v1': 'http://127.0.0.1:4100' } },
});
