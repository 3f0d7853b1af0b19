import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { packagedNode } from './node-binary.mjs';
import { Problem } from './problem.mjs';
import { runUntilExit } from './run.mjs';

/** Installs the packages where node_modules is missing or is not what package-lock.json asks for.
 * @param {string} root @param {'runtime' | 'all'} needs */
export async function ensurePackages(root, needs) {
  if (packagesMatch(root, needs)) return;
  console.error(
    'touchline: installing the packages (npm ci; about 460 MB, up to two minutes the first time).',
  );
  await install(root);
  discardUnusableNode(root);
}

/**
 * npm writes node_modules/.package-lock.json last, so it is there only after a whole install and says what that
 * install put in place. Optional packages may be missing, as may development's where only running is needed.
 * @param {string} root @param {'runtime' | 'all'} needs
 */
export function packagesMatch(root, needs) {
  const wanted = readPackages(join(root, 'package-lock.json'));
  if (!wanted) throw new Problem('package-lock.json is missing or unreadable; restore it and try again.');
  const installed = readPackages(join(root, 'node_modules/.package-lock.json'));
  if (!installed) return false;
  return Object.entries(wanted).every(([path, lock]) => {
    if (!path.includes('node_modules/')) return true;
    const there = installed[path];
    if (there) return there.version === lock.version && there.integrity === lock.integrity;
    return lock.optional || lock.devOptional || (lock.dev && needs === 'runtime');
  });
}

/** @typedef {{ version?: string, integrity?: string, dev?: boolean, optional?: boolean, devOptional?: boolean }} Locked */

/** @param {string} path @returns {Record<string, Locked> | undefined} */
function readPackages(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8')).packages;
  } catch {
    return undefined;
  }
}

/** @param {string} root */
async function install(root) {
  const [command, ...args] = npmCommand();
  const env = { ...process.env };
  // What the outer npm was asked to do (npm test -w kernel) must not narrow what this one installs.
  for (const name of [
    'workspace',
    'workspaces',
    'include_workspace_root',
    'global',
    'location',
    'prefix',
    'omit',
  ])
    delete env[`npm_config_${name}`];
  const code = await runUntilExit(command, [...args, 'ci', '--ignore-scripts', '--include=dev'], {
    cwd: root,
    env,
  });
  if (code !== 0)
    throw new Problem(`The packages could not be installed: npm ci ended with ${code} (see above).`);
}

/** The npm that started us, else the one beside this Node, else the one on the PATH.
 * @returns {[string, ...string[]]} */
export function npmCommand(env = process.env) {
  const cli = env.npm_execpath;
  const node = env.npm_node_execpath ?? process.execPath;
  if (cli && /^np[mx]-cli\.[cm]?js$/.test(basename(cli)))
    return [node, join(dirname(cli), basename(cli).replace('npx', 'npm'))];
  if (process.platform !== 'win32') return ['npm'];
  const beside = join(dirname(process.execPath), 'node_modules/npm/bin/npm-cli.js');
  if (existsSync(beside)) return [process.execPath, beside];
  throw new Problem('npm was not found. Install it (it comes with Node) and try again.');
}

/** The packaged Linux Node needs glibc. Where it does not run it must not stand in the way of one that does.
 * @param {string} root */
function discardUnusableNode(root) {
  const node = packagedNode(root);
  if (!node || spawnSync(node, ['--version']).status === 0) return;
  rmSync(node);
  rmSync(join(root, 'node_modules/.bin/node'), { force: true });
}
