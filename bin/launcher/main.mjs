import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureApps } from './apps.mjs';
import { nodeBinary } from './node-binary.mjs';
import { ensurePackages } from './packages.mjs';
import { Problem } from './problem.mjs';
import { runUntilExit } from './run.mjs';

/**
 * A young generation of 16 MB, half of what it would be, one thread that helps collecting, and nothing young that is put
 * among the old at once: decision 0027.
 */
export const serverOptions = [
  '--max-semi-space-size=8',
  '--v8-pool-size=1',
  '--no-allocation-site-pretenuring',
];

const root = fileURLToPath(new URL('../../', import.meta.url));

/**
 * What can be launched. Running needs the runtime packages only; working on Touchline needs all of them;
 * `also` names a folder with packages of its own; `node` are options of Node's; `apps` says whether the apps for browsers
 * are to be built.
 * @type {Record<string, { script: string, needs: 'runtime' | 'all', also?: string, node?: (args: string[]) => readonly string[], env?: Record<string, string>, apps?: (args: string[]) => boolean }>}
 */
const targets = {
  server: {
    script: 'apps/server/src/main.ts',
    needs: 'runtime',
    node: () => serverOptions,
    apps: () => true,
  },
  cli: {
    script: 'apps/cli/src/main.ts',
    needs: 'runtime',
    node: ([command]) => (command === 'start' ? serverOptions : []),
    apps: ([command]) => command === 'start',
  },
  test: { script: 'scripts/test.ts', needs: 'all', apps: () => true },
  faults: { script: 'scripts/test.ts', needs: 'all', apps: () => true, env: { TOUCHLINE_FAULTS: 'all' } },
  check: { script: 'scripts/check.ts', needs: 'all' },
  format: { script: 'scripts/format.ts', needs: 'all' },
  journeys: { script: 'scripts/journeys.ts', needs: 'all', apps: () => true },
  screenshots: { script: 'scripts/screenshots.ts', needs: 'all', apps: () => true },
  contract: { script: 'apps/server/src/contract.ts', needs: 'all' },
  job: { script: 'main-job/main.ts', needs: 'runtime' },
  cluster: { script: 'scripts/cluster.ts', needs: 'all' },
  bench: { script: 'bench/src/main.ts', needs: 'all', also: 'bench', apps: () => true },
};

/** Installs what is missing, then runs the target on Node 26 and ends as it ends. @param {string[]} argv */
export async function main([name = '', ...args]) {
  try {
    process.exitCode = await launch(name, args);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    console.error(`touchline: ${error.message}`);
    process.exitCode = 1;
  }
}

/** @param {string} name @param {string[]} args */
async function launch(name, args) {
  const target = targets[name];
  if (!target)
    throw new Problem(`There is no "${name}" to launch; there are ${Object.keys(targets).join(', ')}.`);
  await ensurePackages(root, target.needs);
  if (target.also) await ensurePackages(join(root, target.also), target.needs);
  if (target.apps?.(args)) await ensureApps(root);
  return runUntilExit(
    nodeBinary(root),
    [...(target.node?.(args) ?? []), join(root, target.script), ...args],
    {
      env: {
        NODE_COMPILE_CACHE: join(root, 'node_modules/.cache/node-compile'),
        ...process.env,
        ...target.env,
      },
      ownSession: true,
    },
  );
}
