import { DatabaseSync } from 'node:sqlite';

/** The databases that were opened since the last call of `drop`, so that a simulated kill can let go of them all. */
export interface OpenDatabases {
  drop(): void;
  /** Ends the watch. */
  restore(): void;
}

/** Watches `DatabaseSync` itself: the engine must not know that it is about to be killed. */
export function openDatabases(): OpenDatabases {
  const prepare = Object.getOwnPropertyDescriptor(DatabaseSync.prototype, 'prepare');
  if (!prepare) throw new Error('node:sqlite has changed: DatabaseSync.prototype.prepare was expected.');
  const prepared = prepare.value as DatabaseSync['prepare'];
  const open = new Set<DatabaseSync>();
  Object.defineProperty(DatabaseSync.prototype, 'prepare', {
    ...prepare,
    value(this: DatabaseSync, ...args: Parameters<DatabaseSync['prepare']>) {
      open.add(this);
      return prepared.apply(this, args);
    },
  });
  return {
    drop() {
      for (const database of open) if (database.isOpen) database.close();
      open.clear();
    },
    restore: () => void Object.defineProperty(DatabaseSync.prototype, 'prepare', prepare),
  };
}
