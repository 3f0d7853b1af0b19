import { join } from 'node:path';
import { systemClock, type Clock, type Fault } from '@touchline/kernel';
import type { Engine, ViewStore } from '@touchline/kernel/ports';
import type { BackupSource } from './backup.ts';
import { lruCache } from './cache.ts';
import { folderFiles, lockFolder } from './data-folder.ts';
import { sqliteEventStore } from './event-store.ts';
import { sqliteKeyStore } from './key-store.ts';
import { sqliteQueue } from './queue.ts';
import { sqliteLedger } from './ledger.ts';
import { lostParts, openPart, refuseIncomplete } from './folder-parts.ts';
import type { Sabotage } from './sabotage.ts';
import { fileSecrets } from './secrets.ts';
import { refuseMoved } from './moving/move-mark.ts';
import { writeGate, type WriteGate } from './moving/write-gate.ts';
import { sqliteViewStore } from './view-store.ts';

export { backupFolder, NoPlace, type BackupReport } from './backup.ts';
export type { Sabotage } from './sabotage.ts';
export { folderSource, runningSource } from './moving/folder-source.ts';
export { folderTarget } from './moving/folder-target.ts';
export { fileSecrets } from './secrets.ts';
export { erasedIn } from './key-store.ts';
export { makeFolder } from './make-folder.ts';
export { restoreFolder, type RestoreReport } from './restore.ts';

export interface EmbeddedOptions {
  /** Everything is kept here; made when missing. One process at a time. */
  readonly folder: string;
  /** Fixed when the folder is made (default 1); later left out, or the same. */
  readonly partitions?: number | undefined;
  readonly clock?: Clock;
  /** The disk failed in a way that only a restart can settle. Default: say so and end with code 74 (EX_IOERR). */
  readonly onFatal?: (error: Fault) => void;
  /** Told what became of a file of views that could not be trusted and was started empty (VW35). */
  readonly onEmptied?: (what: string) => void;
  /** Told of a ledger or a queue that is missing, before it is begun anew. */
  readonly onLost?: (what: string) => void;
  /** The log grows no larger than this; writes are answered `storage-full` then. */
  readonly logBytesMax?: number;
  /** For tests that show they can fail. */
  readonly sabotage?: Sabotage;
}

export interface EmbeddedEngine extends Engine, BackupSource, Pick<WriteGate, 'hold'> {}

const cacheEntriesMax = 100_000;
/** Rows reach the file this much later; a crash costs folding them again. */
const viewGatherMs = 2000;

/** Every port in one process, on SQLite files in one folder. */
export async function embeddedEngine(options: EmbeddedOptions): Promise<EmbeddedEngine> {
  const {
    folder,
    partitions,
    clock = systemClock,
    onFatal = endProcess,
    onEmptied,
    onLost,
    logBytesMax,
    sabotage,
  } = options;
  const files = folderFiles(folder);
  const lock = lockFolder(folder);
  try {
    refuseMoved(folder);
    refuseIncomplete(folder);
    if (onLost) for (const what of lostParts(folder)) onLost(what);
    const secrets = fileSecrets(files.secrets);
    const master = secrets.now('master');
    const keys = await openPart(files.keys, () => sqliteKeyStore({ path: files.keys, master, onFatal }));
    const bound = logBytesMax === undefined ? {} : { bytesMax: logBytesMax };
    const { log, commands } = files;
    const events = await openPart(log, () =>
      sqliteEventStore({ log, commands, partitions, onFatal, sabotage, ...bound }),
    );
    const queue = await openPart(files.queue, () => sqliteQueue(files.queue, clock, { onFatal }));
    const ledger = await openPart(files.ledger, () => sqliteLedger(files.ledger, clock, onFatal));
    const views = new Map<string, Promise<ViewStore>>();
    return {
      name: 'embedded',
      exclusive: true,
      folder,
      ...writeGate({ events, keys, queue, ledger }, clock),
      secrets: { secret: (name) => secrets.secret(name) },
      cache: lruCache({ entriesMax: cacheEntriesMax }),
      views(service) {
        if (!/^[a-z][a-z0-9-]{0,63}$/.test(service)) throw new Error(`Not the name of a service: ${service}`);
        let store = views.get(service);
        if (!store)
          views.set(
            service,
            (store = sqliteViewStore(join(files.views, `${service}.db`), {
              clock,
              gatherMs: viewGatherMs,
              ...(onEmptied && { onEmptied }),
            })),
          );
        return store;
      },
      async copyHeld(to) {
        await ledger.copyTo(to.ledger);
        await queue.copyTo(to.queue);
      },
      async close() {
        const opened = await Promise.allSettled(views.values());
        // From the last to the first, each of them also when one before it fails.
        await using closing = new AsyncDisposableStack();
        closing.defer(() => lock.release());
        closing.defer(() => keys.close());
        closing.defer(() => queue.close());
        closing.defer(() => ledger.close());
        for (const store of opened)
          if (store.status === 'fulfilled') closing.defer(() => store.value.close());
        closing.defer(() => events.close());
      },
    };
  } catch (error) {
    lock.release();
    throw error;
  }
}

function endProcess(error: Fault): void {
  process.stderr.write(
    `Touchline stops, because the disk failed: ${error.message}. Start it again; what was answered is safe.\n`,
  );
  process.exit(74);
}
