import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root, tool } from '../tools.ts';

export interface Check {
  readonly name: string;
  /** What it means when it passes, for the line it prints. */
  readonly shows: string;
  readonly command: readonly [command: string, ...args: string[]];
}

const contract = 'apps/server/src/contract.ts';

/** The slow ones first: they set how long the whole takes. */
export const checks: readonly Check[] = [
  { name: 'lint', shows: 'oxlint finds nothing', command: tool('oxlint') },
  {
    name: 'unused',
    shows: 'every file, export and dependency is used',
    command: [...tool('knip'), '--no-progress', '--no-config-hints'],
  },
  {
    name: 'types',
    shows: 'TypeScript agrees, type tests included',
    command: [...tool('typescript', 'tsc'), '-p', root],
  },
  {
    name: 'types-web',
    shows: 'TypeScript agrees with the web app, which has a browser around it',
    command: [...tool('typescript', 'tsc'), '-p', join(root, 'apps/web')],
  },
  {
    name: 'types-worker',
    shows: 'TypeScript agrees with the service worker',
    command: [...tool('typescript', 'tsc'), '-p', join(root, 'apps/web/sw')],
  },
  {
    name: 'types-console',
    shows: 'TypeScript agrees with the console, which has a browser around it',
    command: [...tool('typescript', 'tsc'), '-p', join(root, 'apps/console')],
  },
  {
    name: 'console-budgets',
    shows: 'the console builds, and weighs what it may',
    command: [process.execPath, join(root, 'apps/console/build/weigh.ts')],
  },
  {
    name: 'web-budgets',
    shows: 'the web app builds, and weighs what it may',
    command: [process.execPath, join(root, 'apps/web/build/weigh.ts')],
  },
  {
    name: 'architecture',
    shows: 'the dependency rules hold',
    command: [
      process.execPath,
      '--test',
      '--test-isolation=none',
      '--test-reporter=./scripts/test/quiet-reporter.ts',
      'architecture.test.ts',
    ],
  },
  { name: 'format', shows: 'oxfmt would change nothing', command: [...tool('oxfmt'), '--list-different'] },
  {
    name: 'lockfile',
    shows: 'package-lock.json is whole and names no registry',
    command: [process.execPath, join(root, 'scripts/check/lockfile.ts')],
  },
  ...(existsSync(join(root, contract))
    ? [
        {
          name: 'contract',
          shows: 'contract/ is what the declarations say',
          command: [process.execPath, join(root, contract), '--check'] as const,
        },
      ]
    : []),
];
