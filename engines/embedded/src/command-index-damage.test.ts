import { equal, ok, rejects } from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import { DamagedIndex } from './command-blob.ts';
import { commandIndex, generationSize } from './command-index.ts';
import { commandHash } from './command-record.ts';
import { sqliteEventStore } from './event-store.ts';
import { openDurable } from './log-schema.ts';

/** Between one bit that is flipped and the next: nothing that the file's pages are a multiple of. */
const stride = 324_679;
const pageBytes = 4096;
/** So many ids are tried with each. */
const tries = 250;

for (const { count, flips } of [
  { count: 700, flips: 250 },
  { count: generationSize + 5000, flips: 10 },
])
  test(`ID5: whatever bit of the index flips, none of ${count} ids is free again`, () =>
    inFolder(async (logPath, path) => {
      await filled(logPath, path, count);
      const whole = readFileSync(path);
      const log = openDurable(logPath);
      let refused = 0;
      for (let flip = 0; flip < flips; flip++) {
        const bit = (flip * stride) % (whole.length * 8);
        const bytes = Buffer.from(whole);
        bytes[bit >>> 3] = (bytes[bit >>> 3] as number) ^ (1 << (bit & 7));
        writeFileSync(path, bytes);
        const claimAll = (): void => {
          const index = commandIndex(log, path, 1);
          try {
            for (let n = flip % 7; n < count; n += Math.ceil(count / tries))
              ok(typeof index.claim(commandHash(`c${n}`), 2 ** 40) !== 'number', `c${n} is free, bit ${bit}`);
          } finally {
            index.close([count]);
          }
        };
        try {
          claimAll();
        } catch (error) {
          if (!(error instanceof DamagedIndex)) throw error;
          refused++;
          claimAll(); // As the message promises.
        }
      }
      log.close();
      if (count > generationSize) ok(refused > 0, 'no damage was met');
    }));

async function filled(log: string, commands: string, count: number, from = 0): Promise<void> {
  const store = await sqliteEventStore({ log, commands, partitions: 1, onFatal: () => undefined });
  for (let n = from; n < count; n += 4000)
    await Promise.all(
      Array.from({ length: Math.min(4000, count - n) }, (_, i) =>
        store.append({
          command: { id: `c${n + i}`, fingerprint: 'f' },
          appends: [
            {
              stream: `door-${n + i}`,
              partitionKey: 'door',
              expected: 'no-stream',
              events: [{ type: 'Opened', schema: 1, data: '{}' }],
            },
          ],
          at: 1,
          actor: null,
          meta: null,
        }),
      ),
    );
  await store.close();
}

test('ID5: damage that is met while the index is written to has it made anew, at once or with the next start', () =>
  inFolder(async (logPath, path) => {
    const [before, after] = [5001, 10_000];
    await filled(logPath, path, before);
    const behind = readFileSync(path);
    await filled(logPath, path, after, before);
    const log = openDurable(logPath);
    const pages = Math.floor(behind.length / pageBytes);
    let met = 0;
    for (let flip = 0; flip < 100; flip++) {
      // The heads of the pages, and the first cells, are what SQLite looks at when it writes.
      const byte = (flip % pages) * pageBytes + (flip < pages ? 7 : (flip * 13) % 120);
      const bytes = Buffer.from(behind);
      bytes[byte] = (bytes[byte] as number) ^ (1 << (flip % 8));
      writeFileSync(path, bytes);
      const made = madeAt(path);
      const index = commandIndex(log, path, 1); // Reads what the log has more, and saves it.
      if (madeAt(path) !== made) met++;
      for (let n = 0; n < after; n += 97)
        ok(typeof index.claim(commandHash(`c${n}`), 2 ** 40) !== 'number', `c${n} is free, byte ${byte}`);
      for (let n = 0; n < 4096; n++) index.claim(commandHash(`new-${n}`), 2 ** 40 + n);
      try {
        index.saveIfDue([after]);
      } catch (error) {
        if (!(error instanceof DamagedIndex)) throw error;
        met++;
      }
      index.close([after]);
    }
    log.close();
    ok(met > 20, `damage was met ${met} times`);
  }));

test('ID5: whatever byte of its head and its tables flips, the index is made anew, and never stops a start', () =>
  inFolder(async (logPath, path) => {
    const count = 50;
    await filled(logPath, path, count);
    const whole = readFileSync(path);
    const log = openDurable(logPath);
    let met = 0;
    for (const [byte, value] of whole.subarray(0, pageBytes).entries()) {
      if (value === 0) continue; // Mostly space that nobody reads.
      const bytes = Buffer.from(whole);
      bytes[byte] = value ^ (1 << (byte % 8));
      writeFileSync(path, bytes);
      const made = madeAt(path);
      const index = commandIndex(log, path, 1);
      if (madeAt(path) !== made) met++;
      for (let n = 0; n < count; n++)
        ok(typeof index.claim(commandHash(`c${n}`), 2 ** 40) !== 'number', `c${n} is free, byte ${byte}`);
      index.close([count]);
    }
    log.close();
    ok(met > 20, `damage was met ${met} times`);
  }));

test('ID5: who looks for a command and meets damage has the index made anew with the next start', () =>
  inFolder(async (log, commands) => {
    await filled(log, commands, generationSize);
    const db = new DatabaseSync(commands);
    db.exec('UPDATE parts SET commands = substr(commands, 1, length(commands) - 1) || zeroblob(1)');
    db.close();
    const open = () => sqliteEventStore({ log, commands, partitions: 1, onFatal: () => undefined });
    const store = await open();
    await rejects(store.findCommand('c1'), { code: 'corrupt', retryable: false });
    await store.close();
    const again = await open();
    equal((await again.findCommand('c1'))?.written[0]?.stream, 'door-1');
    await again.close();
  }));

const madeAt = (path: string): bigint => statSync(path, { bigint: true }).birthtimeNs;

async function inFolder(work: (log: string, commands: string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'touchline-commands-'));
  try {
    await work(join(folder, 'log.db'), join(folder, 'commands.db'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
