import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { CliFault } from '../cli-fault.ts';
import { edits } from './registration.ts';
import type { ServiceWords } from './service-words.ts';
import { refuseTakenNames } from './taken-names.ts';
import { templateFiles } from './template-files.ts';

const stepMsMax = 120_000;

/** Writes a service into a tree and enters it where services are composed. Nothing is written when anything is amiss. */
export async function writeService(tree: string, words: ServiceWords): Promise<readonly string[]> {
  const { service } = words;
  const folder = join(tree, 'services', service);
  if (existsSync(folder))
    throw new CliFault(`services/${service} exists already and was left as it is: choose another name.`);
  if (!existsSync(join(tree, 'apps/server/src/services.ts')))
    throw new CliFault(`${tree} is no tree of Touchline: services are made in a clone of the repository.`);
  refuseTakenNames(tree, words);
  const files = templateFiles(words);
  const changed = await changedFiles(tree, service);

  const partial = join(tree, 'services', `.${service}.new`);
  await rm(partial, { recursive: true, force: true });
  for (const [path, text] of files) await writeText(join(partial, path), text);
  await rename(partial, folder);
  for (const [path, text] of changed) await writeText(join(tree, path), text);
  await link(tree, service);
  const code = [...changed.keys()].filter((path) => path.endsWith('.ts'));
  await runNode(tree, ['node_modules/oxfmt/bin/oxfmt', `services/${service}`, ...code]);
  await runNode(tree, ['apps/server/src/contract.ts']);
  return [...files.keys()].map((path) => `services/${service}/${path}`);
}

async function changedFiles(tree: string, service: string): Promise<ReadonlyMap<string, string>> {
  const changed = new Map<string, string>();
  for (const { path, optional, change } of edits)
    if (!optional || existsSync(join(tree, path)))
      changed.set(path, change(await readFile(join(tree, path), 'utf8'), service));
  return changed;
}

/** Under its name only when it is whole. */
async function writeText(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(`${path}.new`, text);
  await rename(`${path}.new`, path);
}

/** As `npm install` would make it. */
async function link(tree: string, service: string): Promise<void> {
  const scope = join(tree, 'node_modules/@touchline');
  if (!existsSync(scope)) return;
  await rm(join(scope, service), { force: true });
  await symlink(`../../services/${service}`, join(scope, service), 'junction');
}

function runNode(tree: string, args: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    execFile(process.execPath, args, { cwd: tree, timeout: stepMsMax }, (error, out, err) => {
      if (!error) return resolve();
      const why = `${err}${out}`.trim().split('\n').slice(-5).join('\n');
      reject(
        new CliFault(
          `The service was written, but ${args[0]} failed: ${why}\nMend it, then: npm run format; npm run contract`,
        ),
      );
    });
  });
}
