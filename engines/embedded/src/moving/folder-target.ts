import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { communityOf, MoveRefused, type Filling, type MoveTarget } from '@touchline/kernel/moving';
import { firstChecksum } from '../checksum.ts';
import { folderFiles, lockFolder, type LockedFolder } from '../data-folder.ts';
import { fsyncFolder } from '../fsync-folder.ts';
import { openKeys } from '../key-store.ts';
import { openLedgerFile } from '../ledger.ts';
import { checkpoint } from '../log-checkpoint.ts';
import { openDurable, prepareLog } from '../log-schema.ts';
import { makeFolder } from '../make-folder.ts';
import { openQueueFile } from '../queue-file.ts';
import { fillableLog } from './fillable-log.ts';
import { moveMark, removeMoveMark, writeMoveMark } from './move-mark.ts';
import { fillableShelves } from './shelves.ts';
import { writeFirmly } from './write-firmly.ts';

/** A data folder to move into: one that does not exist yet, is empty, or where such a move began. */
export function folderTarget(folder: string, master: Uint8Array): MoveTarget {
  const files = folderFiles(folder);
  let lock: LockedFolder | undefined;
  let closeAll = (): void => {};

  function open(partitions: number): Filling {
    prepareLog(files.log, partitions, firstChecksum);
    const log = openDurable(files.log);
    log.exec('PRAGMA wal_autocheckpoint = 0');
    const databases = {
      keys: openKeys(files.keys, master),
      ledger: openLedgerFile(files.ledger).database,
      queue: openQueueFile(files.queue).database,
    };
    const all = [log, ...Object.values(databases)];
    closeAll = () => {
      for (const db of all) db.close();
      closeAll = () => {};
    };
    return {
      log: fillableLog(log, files.log),
      shelves: fillableShelves({ databases, secrets: files.secrets, paths: files }),
      async finish() {
        for (const db of all) checkpoint(db, 'TRUNCATE');
        closeAll();
        removeMoveMark(folder);
      },
    };
  }

  return {
    place: folder,
    async found() {
      if (!existsSync(folder) || readdirSync(folder).length === 0) return 'empty';
      return moveMark(folder) ?? 'in-use';
    },
    async begin(mark, partitions) {
      if (mark.community !== communityOf(master))
        throw new MoveRefused('The master key is not that of the source. Give the one that belongs to it.');
      makeFolder(files.secrets, 0o700);
      fsyncFolder(dirname(folder));
      writeMoveMark(folder, mark); // First of all: what stops from here on is known as what it is.
      lock = lockFolder(folder);
      writeFirmly(join(files.secrets, 'master.key'), master);
      return open(partitions);
    },
    async close() {
      closeAll();
      lock?.release();
    },
  };
}
