import { deepEqual, equal, rejects } from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { systemClock } from '@touchline/kernel';
import { viewStoreConformance } from '@touchline/kernel/conformance';
import { sqliteLedger } from './ledger.ts';

// Its bookkeeping is that of a view store, so the same suite holds it; what it does beside that is no ledger's task.
viewStoreConformance(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'touchline-ledger-'));
  const open = () => sqliteLedger(join(folder, 'ledger.db'), systemClock);
  let store = await open();
  return {
    store,
    async reopen() {
      await store.close();
      return (store = await open());
    },
    async dispose() {
      await store.close();
      rmSync(folder, { recursive: true });
    },
  };
});

const inFolder = async (work: (path: string, folder: string) => Promise<void>): Promise<void> => {
  const folder = mkdtempSync(join(tmpdir(), 'touchline-ledger-'));
  await work(join(folder, 'ledger.db'), folder).finally(() => rmSync(folder, { recursive: true }));
};

test('LE1: after the end of a process, and of the machine, what was decided is there', () =>
  inFolder(async (path, folder) => {
    const ledger = await sqliteLedger(path, systemClock);
    await ledger.commit({ consumer: 'p', changes: [], cursor: { partition: 0, position: 7 } });
    await ledger.putDocument('paused', '[]');
    await ledger.copyTo(join(folder, 'copy.db'));
    await ledger.close();
    writeFileSync(`${path}.open`, 'another run of the machine');
    for (const file of [path, join(folder, 'copy.db')]) {
      const again = await sqliteLedger(file, systemClock);
      deepEqual(await again.cursors('p', 1), [7]);
      equal(await again.document('paused'), '[]');
      await again.close();
    }
  }));

test('LE2: a damaged ledger is refused, never started empty', () =>
  inFolder(async (path) => {
    writeFileSync(path, 'no database at all, and long enough to be taken for one'.repeat(20));
    await rejects(sqliteLedger(path, systemClock), { code: 'corrupt', message: /Restore it from a backup/ });
  }));
