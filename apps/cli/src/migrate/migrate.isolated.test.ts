import { equal, match, ok } from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { embeddedEngine } from '@touchline/engine-embedded';
import { testDatabase, withPostgres, type TestDatabase } from '@touchline/engine-postgres/testing';
import type { MoveReport } from '@touchline/kernel/moving';

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

const events = 20_000;

/** A folder with a log that takes a while to copy. */
async function fill(folder: string): Promise<void> {
  const engine = await embeddedEngine({ folder });
  for (let n = 0; n < events; n += 500) {
    const request = {
      command: { id: `fill ${n}`, fingerprint: 'f' },
      appends: [
        {
          stream: `s-${n}`,
          partitionKey: 's',
          expected: 'any' as const,
          events: Array.from({ length: 500 }, (_, i) => ({ type: 'T', schema: 1, data: `{"n":${n + i}}` })),
        },
      ],
      at: n,
      actor: null,
      meta: null,
    };
    await engine.events.append(request);
  }
  await engine.close();
}

withPostgres('touchline migrate', () => {
  let folder: string;
  let database: TestDatabase;
  const running = new Set<ChildProcess>();
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'touchline-cli-'));
    database = await testDatabase();
  });
  after(async () => {
    for (const child of running) child.kill('SIGKILL');
    await database.drop();
    await rm(folder, { recursive: true });
  });

  /** Runs the command line; `heard` is told all it says. */
  function touchline(args: readonly string[], heard: (said: string, child: ChildProcess) => void = () => {}) {
    const main = join(import.meta.dirname, '../main.ts');
    const child = spawn(process.execPath, [main, ...args], {
      env: { ...process.env, ...(args[0] === 'migrate' && { TOUCHLINE_DATABASE: database.url }) },
    });
    running.add(child);
    const said = { out: '', err: '' };
    for (const pipe of ['out', 'err'] as const)
      child[`std${pipe}`].on('data', (chunk: Buffer) => {
        said[pipe] += chunk.toString();
        heard(said.out + said.err, child);
      });
    return once(child, 'close').then(([code]): Ended => {
      running.delete(child);
      return { code: code as number | null, ...said };
    });
  }

  const killedAt = (word: RegExp, args: readonly string[]): Promise<Ended> =>
    touchline(args, (said, child) => {
      if (word.test(said)) child.kill('SIGKILL');
    });

  test('killed while it copies and while it proves, the same command goes on; and back it goes, as JSON', async () => {
    const data = join(folder, 'data');
    await fill(data);
    const there = ['migrate', '--from', data, '--to', 'postgres'];
    equal((await killedAt(/Copying/, there)).code, null);
    equal((await killedAt(/Proving/, there)).code, null);
    const done = await touchline(there);
    equal(done.code, 0, done.err);
    match(done.out, /Moved 20,000 events of 40 commands from .*data to PostgreSQL at 127\.0\.0\.1/);
    match(done.out, /npx touchline start --engine postgres --database 'postgres:\/\/postgres:PASSWORD@/);
    const again = await touchline(there);
    equal(again.code, 1);
    match(again.err, /^touchline: .*was moved to .*nothing left to do/m);

    const data2 = join(folder, 'data2');
    const back = ['migrate', '--from', 'postgres', '--to', data2, '--data', data, '--json'];
    equal((await killedAt(/Copying/, back)).code, null);
    const report = JSON.parse((await touchline(back)).out) as MoveReport;
    equal(report.events, events);
    match((await touchline(['verify', '--data', data2])).out, /The log is whole: 20,001 events/); // Verifying is an act of its own.
  });

  test('a server that is killed while its community is moved starts again where it was', async (t) => {
    const target = await testDatabase();
    t.after(() => target.drop());
    const data = join(folder, 'served');
    await fill(data);
    const serve = async (): Promise<{ child: ChildProcess; ended: Promise<Ended> }> => {
      const { promise, resolve } = Promise.withResolvers<ChildProcess>();
      const ended = touchline(['start', '--port', '0', '--data', data], (said, child) => {
        if (said.includes('Stop with Ctrl-C')) resolve(child);
      });
      const child = await Promise.race([promise, ended]);
      ok('pid' in child, `it did not start: ${JSON.stringify(child)}`);
      return { child, ended };
    };
    const first = await serve();
    const args = ['migrate', '--from', data, '--to', target.url];
    const lost = await touchline(
      args,
      (said) => void (said.includes('Copying') && first.child.kill('SIGKILL')),
    );
    equal(lost.code, 1);
    match(lost.err, /Is the server (still )?running\?/);
    await first.ended;

    const second = await serve();
    const moved = await touchline(args);
    equal(moved.code, 0, moved.err);
    match(moved.out, /Writes waited \d+ /);
    second.child.kill('SIGTERM');
    equal((await second.ended).code, 0, 'it reads, and stops as ever');
    match((await touchline(['start', '--port', '0', '--data', data])).err, /was moved to PostgreSQL at /);
  });

  test('what is missing or cannot be is said before anything is done', async () => {
    for (const [args, said] of [
      [['--to', 'x'], /--from PLACE is missing/],
      [['--from', 'x', '--to', './x'], /are the same place/],
      [['--from', join(folder, 'none'), '--to', 'y'], /There is no master key in|There is no community in/],
    ] as const) {
      const { code, err } = await touchline(['migrate', ...args]);
      ok(code === 1 || code === 2);
      match(err, said);
    }
  });
});
