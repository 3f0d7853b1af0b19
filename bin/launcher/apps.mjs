import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { extname, join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { nodeBinary } from './node-binary.mjs';
import { runUntilExit } from './run.mjs';

const names = ['web', 'console'];
/** What does not end up in a build. */
const besides = /(^|\/)(dist|node_modules|journeys)\/|\.test\.tsx?$/;
const compressed = new Set(['.css', '.html', '.js', '.json', '.svg', '.webmanifest']);
/** Below this a compressed file saves no packet. */
const bytesMin = 1_024;

/** @typedef {(app: string, outDir: string) => Promise<number>} Build */

/**
 * Builds the apps whose sources have changed since their last build. The hash of the sources stands in `dist/.sources`.
 * What cannot be built is said and left as it was: the API works without.
 * @param {string} root @param {Build} [build]
 */
export async function ensureApps(root, build = viteBuild(root)) {
  for (const name of names) {
    const app = join(root, 'apps', name);
    if (!existsSync(join(app, 'vite.config.ts'))) continue;
    const sources = sourcesHash(root, app);
    if (sources === builtFrom(app)) continue;
    console.error(`touchline: building the ${name} app from its sources.`);
    if (!(await builtAnew(root, app, name, sources, build)))
      console.error(
        `touchline: the ${name} app could not be built (see above); ` +
          `${existsSync(join(app, 'dist')) ? 'its last build is served' : 'the API starts without it'}. ` +
          `To try again: npx vite build apps/${name}`,
      );
  }
}

/** @param {string} root @param {string} app @param {string} name @param {string} sources @param {Build} build */
async function builtAnew(root, app, name, sources, build) {
  // Beside the last build, so that a server that runs meanwhile never sees half of one.
  const outDir = join(root, 'node_modules/.cache', `build-${name}`);
  rmSync(outDir, { recursive: true, force: true });
  mkdirSync(outDir, { recursive: true });
  try {
    if ((await build(app, outDir)) !== 0 || !existsSync(join(outDir, 'index.html'))) return false;
    compressAll(outDir);
    writeFileSync(join(outDir, '.sources'), sources);
    rmSync(join(app, 'dist'), { recursive: true, force: true });
    renameSync(outDir, join(app, 'dist'));
    return true;
  } catch (error) {
    console.error(`touchline: ${error instanceof Error ? error.message : String(error)}`);
    return false;
  }
}

/** @param {string} app */
function builtFrom(app) {
  try {
    return readFileSync(join(app, 'dist/.sources'), 'utf8');
  } catch {
    return undefined;
  }
}

/** @param {string} root @param {string} app */
function sourcesHash(root, app) {
  const hash = createHash('sha256');
  hash.update(readFileSync(join(root, 'package-lock.json')));
  // The console takes parts of the web app.
  const others = [join(root, 'apps/web')].filter((other) => other !== app && existsSync(other));
  for (const folder of [app, ...others])
    for (const path of filesIn(folder))
      if (!besides.test(path)) hash.update(`\0${path}\0`).update(readFileSync(join(folder, path)));
  return hash.digest('base64url');
}

/** @param {string} folder */
const filesIn = (folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => !path.split(/[/\\]/).includes('node_modules') && statSync(join(folder, path)).isFile())
    .map((path) => path.replaceAll('\\', '/'))
    .toSorted();

/** @param {string} folder */
function compressAll(folder) {
  for (const path of filesIn(folder)) {
    const bytes = readFileSync(join(folder, path));
    if (bytes.length < bytesMin || !compressed.has(extname(path))) continue;
    const params = {
      [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
      [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
    };
    writeFileSync(join(folder, `${path}.br`), brotliCompressSync(bytes, { params }));
    writeFileSync(join(folder, `${path}.gz`), gzipSync(bytes, { level: constants.Z_BEST_COMPRESSION }));
  }
}

/** @param {string} root @returns {Build} */
const viteBuild = (root) => (app, outDir) =>
  runUntilExit(
    nodeBinary(root),
    [
      join(root, 'node_modules/vite/bin/vite.js'),
      'build',
      app,
      '--outDir',
      outDir,
      '--emptyOutDir',
      '--logLevel',
      'error',
    ],
    { cwd: root, timeoutMs: 120_000 },
  );
