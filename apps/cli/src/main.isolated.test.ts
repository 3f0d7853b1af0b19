import { deepStrictEqual, equal, match } from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { startServer } from '@touchline/server/start-server';

let folder: string;
let data: string;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'touchline-cli-'));
  data = join(folder, 'data');
});
after(() => rm(folder, { recursive: true }));

interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

const touchline = (...args: string[]): Promise<Ended> =>
  new Promise((resolve) => {
    const main = join(import.meta.dirname, 'main.ts');
    execFile(process.execPath, [main, ...args, '--data', data], (error, out, err) => {
      resolve({ code: error ? Number(error.code) : 0, out, err });
    });
  });

test('an operator’s day without a server: import, look, rebuild, verify, back up, restore', async () => {
  const edges = join(folder, 'edges');
  await writeFile(edges, '0 1\n1 2\nnot an edge\n2 3\n');
  const imported = await touchline('import-graph', edges);
  match(imported.out, /4 people \(4 new\), 6 follows, 1 malformed lines? skipped/);
  match(imported.out + imported.err, /line 3/i);
  match((await touchline('import-graph', edges)).out, /4 people \(0 new\), 6 follows/);

  const events = (await touchline('events', '--json', '--type', 'Followed', '--limit', '10')).out;
  const followed = events
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { type: string; stream: string });
  deepStrictEqual([followed.length, new Set(followed.map(({ type }) => type)).size], [6, 1]);
  const stream = followed[0]?.stream ?? '';
  match((await touchline('stream', stream, '--at', '1')).out, /Followed/);
  match((await touchline('views')).out, /graph\/follow .*live .*6/);
  match((await touchline('rebuild', '--all')).out, /posts\/tie/);
  match((await touchline('verify')).out, /The log is whole/);

  const backup = join(folder, 'backup');
  equal((await touchline('backup', backup)).code, 0);
  data = join(folder, 'restored');
  match((await touchline('restore', backup)).out, /\d+ events/);
  match((await touchline('views')).out, /graph\/follow .*live .*6/);
});

test('who was erased after a backup stays erased in what is restored from it', async () => {
  data = join(folder, 'before');
  const edges = join(folder, 'pair');
  await writeFile(edges, 'ana ben\n');
  equal((await touchline('import-graph', edges, '--handle-prefix', '')).code, 0);
  const backup = join(folder, 'older');
  equal((await touchline('backup', backup)).code, 0);
  match((await touchline('erase', '@ana')).err, /Nothing was done/);
  const { out } = await touchline('erase', '@ana', '--yes', '--reason', 'asked for it');
  match(out, /@ana \(\w{26}\) was erased/);
  const list = join(folder, 'erased.txt');
  await writeFile(list, (await touchline('erased')).out);
  const from = data;
  const spoiled = join(folder, 'spoiled.txt');
  await writeFile(spoiled, `${(await touchline('erased')).out}@ana\n`);
  data = join(folder, 'never');
  const refused = await touchline('restore', backup, '--erased', spoiled);
  equal(refused.code, 1);
  match(refused.err, /Line 2 of .* is not the id of a person: “@ana”.*Nothing was restored/);
  const strange = await touchline('restore', backup, '--erased', join(from, 'views'));
  match(
    strange.err,
    /cannot be read: .*views holds no keys\.db: .*nor a backup\. Name .*Nothing was restored/,
  );
  for (const [name, erased] of Object.entries({ file: list, folder: from })) {
    data = join(folder, `after-${name}`);
    match((await touchline('restore', backup, '--erased', erased)).out, /1 persons who were erased since/);
    equal((await touchline('erase', '@ana', '--yes', '--reason', 'asked for it')).code, 1);
    match(
      (await touchline('events', '--type', 'AccountRegistered', '--reveal', '--reason', 'test')).out,
      /"name":"\(erased\)"/,
    );
  }
  data = join(folder, 'careless');
  match((await touchline('restore', backup)).out, /readable again/);
});

test('with a server running on the folder, the same commands ask it', async () => {
  data = join(folder, 'served');
  const config = { dataFolder: data, host: '127.0.0.1', port: 0, demo: true, partitions: undefined };
  const server = await startServer(config, () => {});
  try {
    match((await touchline('views')).out, /posts\/post .*live .*\d+/);
    match((await touchline('verify')).out, /The log is whole/);
    equal((await touchline('backup', join(folder, 'while-running'))).code, 0);
    match((await touchline('dead-letters', 'list')).out, /no|none/i);
  } finally {
    await server.close();
  }
});

test('what is wrong is said with what to do next', async () => {
  data = join(folder, 'none');
  const unknown = await touchline('frobnicate');
  equal(unknown.code, 2);
  match(unknown.err, /frobnicate.*--help/s);
  const missing = await touchline('import-graph', join(folder, 'nowhere'));
  equal(missing.code === 0, false);
  match(missing.err, /nowhere/);
});
