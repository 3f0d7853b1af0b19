// package-lock.json must install the same packages everywhere. npm writes one that npm ci then refuses when some
// platform's build of a package was not to be had on the day; and it must not tie an install to one registry.
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../tools.ts';

interface Locked {
  readonly version?: string;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly link?: boolean;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const read = (path: string): unknown => JSON.parse(readFileSync(join(root, path), 'utf8'));
const { packages } = read('package-lock.json') as { packages: Record<string, Locked> };
const faults: string[] = [];

for (const [path, locked] of Object.entries(packages)) {
  const fromRegistry = path.includes('node_modules/') && !locked.link;
  if (fromRegistry && locked.resolved !== undefined)
    faults.push(`${path} names where it came from: ${locked.resolved}`);
  if (fromRegistry && locked.integrity === undefined) faults.push(`${path} has no integrity hash`);
  for (const name of Object.keys(locked.optionalDependencies ?? {}))
    if (!packages[`${path}/node_modules/${name}`] && !packages[`node_modules/${name}`])
      faults.push(
        `${name}, wanted by ${path || 'the root'}, is missing: take a version whose builds are all published`,
      );
}

for (const path of globSync(['package.json', '{kernel,engines/*,services/*,apps/*}/package.json'], {
  cwd: root,
})) {
  const manifest = read(path) as Locked;
  const wanted = { ...manifest.dependencies, ...manifest.devDependencies, ...manifest.optionalDependencies };
  for (const [name, range] of Object.entries(wanted))
    if (!/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(range))
      faults.push(`${path} wants ${name} ${range}; pin one version`);
}

console.log(faults.join('\n'));
process.exitCode = faults.length === 0 ? 0 : 1;
