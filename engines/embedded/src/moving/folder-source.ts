import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { communityOf, MoveRefused, type Hold, type MoveSource } from '@touchline/kernel/moving';
import { folderFiles, lockFolder } from '../data-folder.ts';
import { firstChecksum } from '../checksum.ts';
import { openKeys } from '../key-store.ts';
import { openLedgerFile } from '../ledger.ts';
import { openForReading, prepareLog } from '../log-schema.ts';
import { openQueueFile } from '../queue-file.ts';
import { fileSecrets } from '../secrets.ts';
import { movableLog } from './movable-log.ts';
import { moveMark, removeMoveMark, writeMoveMark } from './move-mark.ts';
import { readableShelves, type ShelfFiles } from './shelves.ts';

/** What of a running engine a move needs. */
export interface RunningSource {
  readonly folder: string;
  copyHeld(to: { readonly ledger: string; readonly queue: string }): Promise<void>;
  hold(): Promise<() => void>;
}

const copyPrefix = 'moving-';

/** The data folder of a running engine, which goes on meanwhile. */
export const runningSource = (engine: RunningSource): MoveSource => {
  const { folder } = engine;
  const files = folderFiles(folder);
  const shelves = async (): Promise<ShelfFiles & Disposable> => {
    for (const left of readdirSync(folder).filter((name) => name.startsWith(copyPrefix)))
      rmSync(join(folder, left), { recursive: true }); // Of a process that was killed.
    const copies = mkdtempSync(join(folder, copyPrefix));
    const copy = { ledger: join(copies, 'ledger.db'), queue: join(copies, 'queue.db') };
    try {
      await engine.copyHeld(copy);
      const open = (path: string): DatabaseSync => new DatabaseSync(path, { readOnly: true });
      return shelfFiles(files.secrets, {
        keys: open(files.keys),
        ledger: open(copy.ledger),
        queue: open(copy.queue),
      }, () => rmSync(copies, { recursive: true })); // prettier-ignore
    } catch (error) {
      rmSync(copies, { recursive: true });
      throw error;
    }
  };
  return sourceOf(folder, { shelves, hold: () => engine.hold(), close: () => {} });
};

/** A data folder that no server runs on; this process takes it. */
export function folderSource(folder: string): MoveSource {
  const files = folderFiles(folder);
  if (!existsSync(files.log))
    throw new MoveRefused(`There is no community in ${folder}. Name the data folder of one.`);
  const lock = lockFolder(folder);
  const shelves = async (): Promise<ShelfFiles & Disposable> =>
    shelfFiles(
      files.secrets,
      {
        keys: openKeys(files.keys, fileSecrets(files.secrets).now('master')),
        ledger: openLedgerFile(files.ledger).database,
        queue: openQueueFile(files.queue).database,
      },
      () => {},
    );
  try {
    return sourceOf(folder, { shelves, hold: async () => () => {}, close: () => lock.release() });
  } catch (error) {
    lock.release();
    throw error;
  }
}

interface Ways {
  shelves(): Promise<ShelfFiles & Disposable>;
  hold(): Promise<() => void>;
  close(): void;
}

function sourceOf(folder: string, ways: Ways): MoveSource {
  const files = folderFiles(folder);
  prepareLog(files.log, undefined, firstChecksum); // A newer format is refused here.
  const community = communityOf(fileSecrets(files.secrets).now('master'));
  const db = openForReading(files.log);
  return {
    place: folder,
    community,
    log: movableLog(db, files.log),
    mark: async () => moveMark(folder),
    async shelves() {
      const found = await ways.shelves();
      return {
        ...readableShelves(found),
        [Symbol.asyncDispose]: async () => found[Symbol.dispose](),
      };
    },
    async hold(): Promise<Hold> {
      const giveBack = await ways.hold();
      return {
        // What is marked stays closed.
        release: async () => void (moveMark(folder) ?? giveBack()),
        close: async (mark) => writeMoveMark(folder, mark),
      };
    },
    unmark: async () => removeMoveMark(folder),
    async close() {
      db.close();
      ways.close();
    },
  };
}

function shelfFiles(
  secrets: string,
  databases: ShelfFiles['databases'],
  done: () => void,
): ShelfFiles & Disposable {
  return {
    databases,
    secrets,
    [Symbol.dispose]() {
      for (const db of Object.values(databases)) db.close();
      done();
    },
  };
}
