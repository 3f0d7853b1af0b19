import { cpSync, mkdirSync, mkdtempSync, readdirSync, readlinkSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../../../../..');
const left = /(^|[/\\])(node_modules|\.git|dist)$|^(data|coverage)$/;

/** A copy of this tree with packages of ours of its own; those of others are the ones installed here. */
export function treeCopy(): string {
  const copy = mkdtempSync(join(tmpdir(), 'touchline-tree-'));
  cpSync(root, copy, { recursive: true, filter: (path) => !left.test(relative(root, path)) });
  const installed = join(root, 'node_modules');
  for (const name of readdirSync(installed)) {
    if (name === '@touchline' || (name.startsWith('.') && name !== '.bin')) continue;
    mkdirSync(join(copy, 'node_modules'), { recursive: true });
    symlinkSync(join(installed, name), join(copy, 'node_modules', name), 'junction');
  }
  const ours = join(copy, 'node_modules/@touchline');
  mkdirSync(ours);
  for (const name of readdirSync(join(installed, '@touchline')))
    symlinkSync(readlinkSync(join(installed, '@touchline', name)), join(ours, name), 'junction');
  return copy;
}
