import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { MakeStorage } from '@touchline/kernel/simulation';
import { lruCache } from '../cache.ts';
import { folderFiles } from '../data-folder.ts';
import { sqliteEventStore } from '../event-store.ts';
import { sqliteKeyStore } from '../key-store.ts';
import { sqliteLedger } from '../ledger.ts';
import { sqliteQueue } from '../queue.ts';
import { sqliteViewStore } from '../view-store.ts';
import { inlineWriter } from './inline-writer.ts';
import type { OpenDatabases } from './open-databases.ts';

/** Memory where there is some: what a flush is worth is shown by other tests. */
const base = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();
const master = new Uint8Array(32).fill(7);

/** The embedded engine's real files and real SQLite, without its thread. */
export const embeddedStorage =
  (databases: OpenDatabases): MakeStorage =>
  ({ partitions, cacheEntries, commitsShareMs: gatherMs, sabotage }) => {
    const folder = mkdtempSync(join(base, 'touchline-simulation-'));
    const files = folderFiles(folder);
    const views = join(files.views, 'tallies.db');
    const marker = `${views}.open`;
    const parts = ['', '-wal'];
    mkdirSync(files.views);
    let kept = false;

    const copy = (from: string, to: string): void => {
      for (const part of parts) {
        rmSync(to + part, { force: true });
        if (existsSync(from + part)) copyFileSync(from + part, to + part);
      }
    };

    return {
      async open(process) {
        const { clock, onFatal } = process;
        const early = sabotage === 'answer-before-commit';
        const events = await sqliteEventStore({
          log: files.log,
          commands: files.commands,
          partitions,
          onFatal,
          clock,
          startWriter: inlineWriter(process, early),
        });
        const keys = sqliteKeyStore({ path: files.keys, master, clock });
        const queue = sqliteQueue(files.queue, clock, { onFatal });
        const ledger = await sqliteLedger(files.ledger, clock);
        const store = await sqliteViewStore(views, { clock, gatherMs });
        return {
          name: 'embedded',
          exclusive: true,
          events,
          keys,
          secrets: { secret: async () => master },
          cache: lruCache({ entriesMax: cacheEntries }),
          queue,
          ledger,
          views: async () => store,
          async close() {
            await events.close();
            await store.close();
            await ledger.close();
            await queue.close();
            await keys.close();
          },
        };
      },
      keepViews() {
        if (!existsSync(views)) return;
        copy(views, join(folder, 'kept'));
        kept = true;
      },
      killed(how) {
        databases.drop();
        if (how === 'views-rolled-back' && kept) copy(join(folder, 'kept'), views);
        // As after a start of the machine: files that were not flushed cannot be trusted.
        if (how === 'power-cut' && existsSync(marker))
          writeFileSync(marker, `${readFileSync(marker, 'utf8')} before`);
      },
      dispose() {
        databases.drop();
        rmSync(folder, { recursive: true });
      },
    };
  };
