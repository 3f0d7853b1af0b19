import type { DatabaseSync } from 'node:sqlite';
import { Fault } from '@touchline/kernel/engine';
import { arrays } from './sqlite.ts';

/** Event types by number. Written by the writer, followed by readers. */
export interface KnownType {
  readonly id: number;
  readonly name: string;
  readonly schema: number;
}

/** For the writer: the number of a type, given one when it is new. */
export function typeNumbers(log: DatabaseSync) {
  const insert = log.prepare('INSERT INTO types (name, schema) VALUES (?, ?)');
  let numbers = load();
  let last = { name: '', schema: 0, id: 0 };

  function load(): Map<string, number> {
    return new Map(soundTypes(log).map(({ id, name, schema }) => [`${schema}:${name}`, id]));
  }

  return {
    of(name: string, schema: number): number {
      if (name === last.name && schema === last.schema) return last.id; // A batch is mostly of one type.
      const key = `${schema}:${name}`;
      const id = numbers.get(key) ?? Number(insert.run(name, schema).lastInsertRowid);
      numbers.set(key, id);
      last = { name, schema, id };
      return id;
    },
    /** After a batch that was rolled back. */
    reload(): void {
      numbers = load();
      last = { name: '', schema: 0, id: 0 };
    },
  };
}

/** For readers: the type of a number, and the numbers of a name in all its schema versions. */
export function typeNames(log: DatabaseSync) {
  const byId = new Map<number, KnownType>();
  const refresh = (): void => {
    for (const type of soundTypes(log)) byId.set(type.id, type);
  };
  refresh();
  return {
    of(id: number): KnownType | undefined {
      if (!byId.has(id)) refresh();
      return byId.get(id);
    },
    idsOf(names: readonly string[]): number[] {
      refresh();
      return [...byId.values()].filter((type) => names.includes(type.name)).map((type) => type.id);
    },
  };
}

/**
 * Numbers are given one after the other. Damage to one of them would give events the type of others, and what a row's own
 * checksum covers is the number (TE3).
 */
function soundTypes(log: DatabaseSync): KnownType[] {
  const types = allTypes(log);
  if (types.every(({ id }, i) => id === i + 1)) return types;
  throw new Fault('corrupt', 'The table of event types in the log is damaged. Restore a backup.', {
    retryable: false,
  });
}

/** As they stand, also where that cannot be. */
export const allTypes = (log: DatabaseSync): KnownType[] =>
  arrays<[id: number, name: string, schema: number]>(log, 'SELECT id, name, schema FROM types ORDER BY id')
    .all()
    .map(([id, name, schema]) => ({ id, name, schema }));
