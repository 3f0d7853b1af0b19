// Each rule is shown to hold on a small tree and to break on the same tree with one fault planted in it.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { inWords } from './rule.ts';
import { rules } from './rules.ts';

const manifest = (name: string, exported: Record<string, string>): string =>
  JSON.stringify({ name, exports: exported });

const sound: Readonly<Record<string, string>> = {
  'kernel/package.json': manifest('@touchline/kernel', {
    '.': './src/index.ts',
    './testing': './src/testing.ts',
  }),
  'kernel/SPEC.md': '- **ES1** An append is on disk.\n',
  'kernel/src/conformance/appends.ts': "it('ES1: it is on disk', () => {});\n",
  'kernel/src/index.ts': "export * from './event.ts';\n",
  'kernel/src/event.ts': 'export type Event = string;\n',
  'kernel/src/testing.ts': 'export const given = 1;\n',
  'engines/embedded/package.json': manifest('@touchline/engine-embedded', { '.': './src/index.ts' }),
  'engines/embedded/src/index.ts':
    "import type { Event } from '@touchline/kernel';\nexport type Row = Event;\n",
  'engines/embedded/src/writer.ts': "import './rows.ts';\nimport type { z } from 'zod';\n",
  'engines/embedded/src/rows.ts': 'export const rows = 1;\n',
  'services/people/package.json': manifest('@touchline/people', {
    '.': './src/people.ts',
    './published': './src/published.ts',
  }),
  'services/people/src/people.ts': "import '@touchline/kernel';\n",
  'services/people/src/published.ts': 'export const published = [];\n',
  'services/clubs/package.json': manifest('@touchline/clubs', { '.': './src/clubs.ts' }),
  'services/clubs/src/clubs.ts': "import './commands/join-club.ts';\nimport '@touchline/people/published';\n",
  'services/clubs/src/club.ts': 'export const club = 1;\n',
  'services/clubs/src/commands/join-club.ts': "export { club } from '../club.ts';\n",
  'services/clubs/src/commands/join-club.test.ts':
    "import './join-club.ts';\nimport { given } from '@touchline/kernel/testing';\nsetTimeout(given, 1);\n",
  'services/clubs/src/commands/leave-club.ts': "import '../club.ts';\n",
  'services/clubs/src/views/club-page.ts': 'export const page = 1;\n',
  'services/clubs/src/views/club-page.test.ts': "import '../commands/join-club.ts';\n",
  'apps/server/package.json': manifest('@touchline/server', {}),
  'apps/server/src/config.ts': 'export const port = process.env.PORT;\n',
  'apps/server/src/main.ts':
    "import '@touchline/clubs';\nimport '@touchline/engine-embedded';\nimport './config.ts';\n",
  'apps/web/src/main.tsx': "import './app.tsx';\n",
  'apps/web/src/app.tsx': 'export const App = () => <main />;\n',
  'apps/web/journeys/first.ts': "import '@touchline/clubs';\n",
  'bin/launch.mjs': 'console.log(process.env.PATH);\n',
  'README.md': '# Touchline\n',
};

interface Fault {
  readonly rule: keyof typeof rules;
  readonly path: string;
  readonly text: string;
}

const clubsTest = 'services/clubs/src/clubs.test.ts';

const faults: readonly Fault[] = [
  { rule: 'dependencies', path: 'apps/web/src/main.tsx', text: "import '@touchline/clubs';" },
  { rule: 'dependencies', path: 'kernel/src/event.ts', text: "import '@touchline/people';" },
  { rule: 'dependencies', path: 'kernel/src/event.ts', text: "export * from '../../scripts/tools.ts';" },
  {
    rule: 'dependencies',
    path: 'engines/embedded/src/index.ts',
    text: "await import('@touchline/people/published');",
  },
  {
    rule: 'dependencies',
    path: 'engines/postgres/src/index.ts',
    text: "import '@touchline/engine-embedded';",
  },
  {
    rule: 'dependencies',
    path: 'services/clubs/src/club.ts',
    text: "import type { Row } from '@touchline/engine-embedded';",
  },
  {
    rule: 'dependencies',
    path: 'services/clubs/src/club.ts',
    text: "type P = typeof import('@touchline/people');",
  },
  {
    rule: 'dependencies',
    path: 'services/clubs/src/club.ts',
    text: "import '../../../apps/server/src/config.ts';",
  },
  { rule: 'frontDoors', path: 'services/clubs/src/club.ts', text: "import '../../../kernel/src/event.ts';" },
  {
    rule: 'frontDoors',
    path: 'services/clubs/src/club.ts',
    text: "import '@touchline/kernel/src/event.ts';",
  },
  { rule: 'slices', path: 'services/clubs/src/commands/leave-club.ts', text: "import './join-club.ts';" },
  {
    rule: 'slices',
    path: 'services/clubs/src/views/club-page.ts',
    text: "import type { x } from '../commands/join-club.ts';",
  },
  { rule: 'cycles', path: 'services/clubs/src/club.ts', text: "import type { clubs } from './clubs.ts';" },
  { rule: 'cycles', path: 'kernel/src/event.ts', text: "import './event.ts';" },
  { rule: 'threads', path: 'engines/embedded/src/rows.ts', text: "import { z } from 'zod';" },
  { rule: 'environment', path: 'kernel/src/event.ts', text: 'export const debug = process.env.DEBUG;' },
  { rule: 'environment', path: 'apps/server/src/main.ts', text: "const home = process['env']['HOME'];" },
  { rule: 'environment', path: 'services/clubs/src/club.ts', text: 'const { env } = process;' },
  { rule: 'environment', path: 'services/clubs/src/club.ts', text: "import { env } from 'node:process';" },
  { rule: 'promises', path: 'kernel/SPEC.md', text: '- **ES1** On disk.\n- **ES2** Without a gap.\n' },
  { rule: 'promises', path: 'kernel/src/http/SPEC.md', text: '- **HT1** A route.\n' },
  { rule: 'promises', path: 'services/clubs/src/club.ts', text: '/** ES3: in order. */' },
  { rule: 'purity', path: 'services/clubs/src/club.ts', text: 'export const now = Date.now();' },
  {
    rule: 'purity',
    path: 'services/clubs/src/views/club-page.ts',
    text: "import { readFileSync } from 'node:fs';",
  },
  { rule: 'sizes', path: 'services/clubs/README.md', text: 'a line\n'.repeat(401) },
  { rule: 'focus', path: clubsTest, text: "test.only('joins', () => {});" },
  { rule: 'focus', path: clubsTest, text: "test('joins', { only: true }, () => {});" },
  { rule: 'sleeps', path: clubsTest, text: 'await new Promise((resolve) => setTimeout(resolve, 50));' },
  { rule: 'sleeps', path: clubsTest, text: "import { setTimeout } from 'node:timers/promises';" },
  { rule: 'words', path: 'kernel/src/event.ts', text: '// TODO: later' },
  { rule: 'words', path: 'README.md', text: 'See issue #12.' },
  { rule: 'words', path: 'README.md', text: 'Run it in /home/anna/touchline.' },
  { rule: 'words', path: 'services/clubs/src/utils.ts', text: 'export const nothing = 0;' },
];

describe('architecture rules', () => {
  for (const [name, rule] of Object.entries(rules))
    test(`${name} finds nothing in a sound tree`, () =>
      assert.deepEqual(rule.violations(new Map(Object.entries(sound))), []));

  for (const { rule, path, text } of faults)
    test(`${rule} finds ${JSON.stringify(text.slice(0, 60))} in ${path}`, () => {
      const found = rules[rule].violations(new Map(Object.entries({ ...sound, [path]: text })));
      assert.deepEqual(
        found.map((violation) => violation.path),
        [path],
        found.map(inWords).join('\n'),
      );
    });

  test('every rule has a fault planted for it', () =>
    assert.deepEqual(
      [...new Set(faults.map((fault) => fault.rule))].toSorted(),
      Object.keys(rules).toSorted(),
    ));

  test('a file that cannot be parsed is an error, not a pass', () =>
    assert.throws(
      () => rules.cycles.violations(new Map([['kernel/src/a.ts', 'import {']])),
      /cannot be parsed/,
    ));
});
