import type { Plugin } from 'vite';
import { iconPng } from './icons.ts';

/** Phones want icons as PNG, in these sizes. */
const sizes = [180, 192, 512] as const;

/** Draws the icons into the build. */
export const drawnIcons = (): Plugin => ({
  name: 'touchline-icons',
  apply: 'build',
  generateBundle() {
    for (const size of sizes)
      this.emitFile({ type: 'asset', fileName: `icon-${size}.png`, source: iconPng(size) });
  },
});
