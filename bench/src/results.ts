import { mkdir, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isMet, ratioOf, type Figure, type Settings } from './bench.ts';
import { isPinned } from './processes/pinned.ts';

export interface Measured {
  readonly bench: string;
  readonly figures: readonly Figure[];
  readonly failure?: string;
}

const folder = fileURLToPath(new URL('../results', import.meta.url));

/** Writes what was measured, and on what, to bench/results/latest.json; returns its path. */
export async function saveResults(settings: Settings, measured: readonly Measured[]): Promise<string> {
  const path = join(folder, 'latest.json');
  const machine = {
    processor: cpus()[0]?.model ?? 'unknown',
    processors: cpus().length,
    pinned: isPinned(),
    node: process.version,
  };
  const benches = measured.map(({ figures, ...rest }) => ({
    ...rest,
    figures: figures.map((figure) => ({ ...figure, ratio: ratioOf(figure), met: isMet(figure) })),
  }));
  await mkdir(folder, { recursive: true });
  await writeFile(
    path,
    `${JSON.stringify({ at: new Date().toISOString(), machine, settings, benches }, null, 2)}\n`,
  );
  return path;
}
