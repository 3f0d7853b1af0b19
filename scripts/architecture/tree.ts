import { globSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';

/** The files the rules look at: path from the root, with slashes → text. */
export type Tree = ReadonlyMap<string, string>;

const places = [
  '*',
  '{.ci,apps,bench,bin,decisions,deploy,docs,e2e,engines,examples,faults,kernel,scripts,services}/**/*',
];
const kinds = /(^\.ci\/[^/]+|\.(tsx?|mts|mjs|js|svelte|css|html|sql|md|sh|ya?ml|json))$/;
const left = /(^|\/)(node_modules|data|coverage|dist|results)(\/|$)|^package-lock\.json$/;

/** Reads the tree under a folder, without what is generated, installed or data. */
export function readTree(root: string): Tree {
  const paths = globSync(places, { cwd: root, exclude: (path) => path.endsWith('node_modules') })
    .map((path) => path.replaceAll(sep, '/'))
    .filter((path) => kinds.test(path) && !left.test(path))
    .toSorted();
  return new Map(paths.map((path) => [path, readFileSync(join(root, path), 'utf8')]));
}

export const isCode = (path: string): boolean => /\.(tsx?|mts|mjs|js)$/.test(path);
export const isTest = (path: string): boolean => path.endsWith('.test.ts');
/** Tests that start processes of their own. */
export const isProcessTest = (path: string): boolean => /\.(isolated|faults)\.test\.ts$/.test(path);

export const lineAt = (text: string, offset: number): number => text.slice(0, offset).split('\n').length;
