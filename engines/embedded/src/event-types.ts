import type { DatabaseSync } from 'node:sqlite';

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

  function load(): Map<string, number> {
    return new Map(allTypes(log).map(({ id, name, schema }) => [`${schema}:${name}`, id]));
  }

  return {
    of(name: string, schema: number): number {
      const key = `${schema}:${name}`;
      const known = numbers.get(key);
      if (known !== undefined) return known;
      const id = Number(insert.run(name, schema).lastInsertRowid);
      numbers.set(key, id);
      return id;
    },
    /** After a batch that was rolled back. */
    reload: (): void => void (numbers = load()),
  };
}

/** For readers: the type of a number, and the numbers of a name in all its schema versions. */
export function typeNames(log: DatabaseSync) {
  const byId = new Map<number, KnownType>();
  const refresh = (): void => {
    for (const type of allTypes(log)) byId.set(type.id, type);
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

export const allTypes = (log: DatabaseSync): KnownType[] =>
  log.prepare('SELECT id, name, schema FROM types ORDER BY id').all() as unknown as KnownType[];
