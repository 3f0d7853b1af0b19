import { deepEqual, equal, ok } from 'node:assert/strict';
import { spawn, spawnSync, type StdioOptions } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { sqliteEventStore } from './event-store.ts';

const child = fileURLToPath(new URL('./event-store.faults.worker.ts', import.meta.url));
const strace = spawnSync('strace', ['-V']).status === 0;
const withStrace = { skip: strace ? false : 'strace is not installed' };

async function inFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'touchline-faults-'));
  try {
    await work(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

interface Outcome {
  readonly exit: number | null;
  readonly errors: string;
  readonly trace: string;
  numbers(status: string): number[];
}

/** Appends in another process; with `inject`, system calls fail there as told (see strace(1)). */
async function appendElsewhere(
  folder: string,
  count: number,
  { inject, killAfter }: { inject?: string; killAfter?: number },
): Promise<Outcome> {
  const [trace, told] = [join(folder, 'trace'), join(folder, 'told')];
  const args = [child, folder, String(count)];
  // A file, not a pipe: what was said before the end is there, whatever the end was.
  const out = openSync(told, 'w');
  const stdio: StdioOptions = ['ignore', out, 'pipe'];
  const calls = ['-e', 'trace=fsync,fdatasync,pwrite64', '-e', `inject=${inject}`];
  const running = inject
    ? spawn('strace', ['-f', '-qq', '-o', trace, ...calls, process.execPath, ...args], { stdio })
    : spawn(process.execPath, args, { stdio });
  closeSync(out);
  const lines = (): string[] => readFileSync(told, 'utf8').split('\n');
  const watch = setInterval(() => lines().length > (killAfter ?? Infinity) && running.kill('SIGKILL'), 2);
  let errors = '';
  running.stderr?.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  const exit = await new Promise<number | null>((resolve) => running.once('close', resolve));
  clearInterval(watch);
  const said = lines();
  equal(said[0], 'ready', `the process did not start: ${errors}`);
  const numbers = (status: string): number[] =>
    said.filter((line) => line.startsWith(`${status} `)).map((line) => Number(line.split(' ')[1]));
  return { exit, errors, numbers, trace: inject ? readFileSync(trace, 'utf8') : '' };
}

/** The numbers of the events in the log, which must be whole. */
async function logged(folder: string): Promise<Set<number>> {
  const store = await sqliteEventStore({
    log: join(folder, 'log.db'),
    commands: join(folder, 'commands.db'),
    partitions: 2,
    onFatal: () => {},
  });
  try {
    deepEqual((await store.verify()).damage, []);
    const found = new Set<number>();
    for (const [partition] of (await store.heads()).entries()) {
      const { events } = await store.readPartition(partition, 0, 10_000);
      for (const [i, event] of events.entries()) {
        equal(event.position, i + 1);
        found.add((JSON.parse(event.data) as { n: number }).n);
      }
    }
    for (const n of found) ok(await store.findCommand(`c${n}`), `the command of event ${n} is not known`);
    return found;
  } finally {
    await store.close();
  }
}

it(
  'ES15: after a failed fsync the process stops, tries no other, and whoever was answered is in the log',
  withStrace,
  () =>
    inFolder(async (folder) => {
      for (const nth of [3, 6, 11]) {
        const before = (await logged(folder)).size;
        const { exit, errors, numbers, trace } = await appendElsewhere(folder, 3000, {
          inject: `fsync:error=EIO:when=${nth}`,
        });
        const flushes = trace.split('\n').filter((line) => line.includes('fsync('));
        const failed = flushes.findIndex((line) => line.includes('EIO') && line.includes('INJECTED'));
        ok(failed >= 0, 'no fault fired');
        // Per thread: the writer's failed flush is its last.
        const writer = flushes[failed]?.split(' ')[0];
        equal(flushes.slice(failed + 1).filter((line) => line.startsWith(`${writer} `)).length, 0);
        equal(exit, 74, errors);
        ok(numbers('outcome-unknown').length > 0);
        const found = await logged(folder);
        for (const n of numbers('appended')) ok(found.has(n), `answered event ${n} is lost`);
        const known = new Set([...numbers('appended'), ...numbers('outcome-unknown')]);
        for (const n of found) ok(n < before || known.has(n), `event ${n} is there though nobody was told`);
      }
    }),
);

it(
  'ES16: on a full disk appends are refused with nothing written, reads go on, and afterwards appends do',
  withStrace,
  () =>
    inFolder(async (folder) => {
      for (const window of ['60..63', '90..90', '120..140']) {
        const before = (await logged(folder)).size;
        const { exit, numbers, trace } = await appendElsewhere(folder, 3000, {
          inject: `pwrite64:error=ENOSPC:when=${window}`,
        });
        ok(trace.includes('INJECTED'), 'no fault fired');
        equal(exit, 0);
        ok(numbers('storage-full').length > 0, 'no append met the full disk');
        ok(numbers('read').every((count) => count === 1));
        const found = await logged(folder);
        ok(
          Math.max(...numbers('appended')) > Math.max(...numbers('storage-full')),
          'appends went on afterwards',
        );
        equal(found.size, before + numbers('appended').length);
        for (const n of numbers('appended')) ok(found.has(n));
      }
    }),
);

it('ES14: whatever the moment of a kill, all that was answered is there and the store goes on', () =>
  inFolder(async (folder) => {
    for (let round = 0; round < 8; round++) {
      const { exit, numbers } = await appendElsewhere(folder, 100_000, { killAfter: 20 + round * 60 });
      equal(exit, null, 'the process was not killed');
      const found = await logged(folder);
      for (const n of numbers('appended')) ok(found.has(n), `answered event ${n} is lost`);
    }
  }));
