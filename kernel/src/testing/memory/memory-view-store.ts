import type { IndexEntry, ParkedEvent, StoredRow, ViewStore } from '../../ports/index.ts';
import { Fault } from '../../fault.ts';
import { searchWords } from '../../ports/search-words.ts';

interface Table {
  readonly rows: Map<string, string>;
  readonly entries: Map<string, IndexEntry[]>;
  readonly texts: Map<string, string>;
}

/** A view store in memory, for tests of what stands above the port. */
export function memoryViewStore(): ViewStore {
  const tables = new Map<string, Table>();
  const cursors = new Map<string, number[]>();
  const last = new Map<string, string>();
  const documents = new Map<string, string>();
  let parked: ParkedEvent[] = [];
  const tableOf = (id: string): Table => {
    const table = tables.get(id);
    if (!table) throw new TypeError(`The table ${id} is not open.`);
    return table;
  };
  const byKey = (table: Table): StoredRow[] =>
    [...table.rows].map(([key, row]) => ({ key, row })).toSorted((a, b) => (a.key < b.key ? -1 : 1));

  return {
    exclusive: true,
    async open({ id }) {
      if (!tables.has(id)) tables.set(id, { rows: new Map(), entries: new Map(), texts: new Map() });
    },
    drop: async ({ id }) => void tables.delete(id),
    read: ({ id }, keys) => keys.map((key) => tableOf(id).rows.get(key)),
    scan: ({ id }, after, limit) =>
      byKey(tableOf(id))
        .filter(({ key }) => key > after)
        .slice(0, limit),
    count: ({ id }) => tableOf(id).rows.size,

    range({ id }, { index, group, direction, after, limit }) {
      const table = tableOf(id);
      const found = [...table.entries].flatMap(([key, entries]) =>
        entries
          .filter((entry) => entry.index === index && entry.group === group)
          .map(({ by }) => ({ key, by, row: table.rows.get(key) ?? '' })),
      );
      const sign = direction === 'ascending' ? 1 : -1;
      const order = (
        a: { by: string | number; key: string },
        b: { by: string | number; key: string },
      ): number => sign * (a.by === b.by ? compared(a.key, b.key) : compared(a.by, b.by));
      found.sort(order);
      return found.filter((row) => !after || order(row, after) > 0).slice(0, limit);
    },

    search({ id }, words, limit, offset) {
      const wanted = searchWords(words, 8);
      const { texts, rows } = tableOf(id);
      const keys = [...texts].filter(([, text]) => {
        const have = searchWords(text, 10_000);
        return wanted.length > 0 && wanted.every((word) => have.some((one) => one.startsWith(word)));
      });
      return keys.slice(offset, offset + limit).map(([key]) => ({ key, row: rows.get(key) ?? '' }));
    },

    async commit({ consumer, turn, cursor, changes, park = [], unpark = [] }) {
      if (turn && last.get(consumer) !== turn.after)
        throw new Fault('contention', `The last commit of ${consumer} is not ${turn.after}.`);
      if (turn) last.set(consumer, turn.id);
      for (const {
        table: { id },
        rows,
      } of changes) {
        const table = tableOf(id);
        for (const { key, row, added, removed, text } of rows) {
          const same = (a: IndexEntry) => (b: IndexEntry) =>
            a.index === b.index && a.group === b.group && a.by === b.by;
          const kept = (table.entries.get(key) ?? []).filter((entry) => !removed.some(same(entry)));
          table.entries.set(key, [...kept, ...added]);
          if (row === null) [table.rows, table.entries, table.texts].forEach((one) => one.delete(key));
          else table.rows.set(key, row);
          if (text === null) table.texts.delete(key);
          else if (text !== undefined && row !== null) table.texts.set(key, text);
        }
      }
      const at = (one: { partition: number; position: number }) => `${one.partition}.${one.position}`;
      const gone = new Set([...unpark, ...park].map(at));
      parked = [...parked.filter((one) => one.consumer !== consumer || !gone.has(at(one))), ...park];
      if (!cursor) return;
      const positions = cursors.get(consumer) ?? [];
      positions[cursor.partition] = cursor.position;
      cursors.set(consumer, positions);
    },

    lastCommit: async (consumer) => last.get(consumer),
    cursors: async (consumer, partitions) =>
      Array.from({ length: partitions }, (_, partition) => cursors.get(consumer)?.[partition] ?? 0),
    async resetCursors(consumer) {
      cursors.delete(consumer);
      last.delete(consumer);
      parked = parked.filter((one) => one.consumer !== consumer);
    },
    parked: async (consumer, limit = 1000) =>
      parked
        .filter((one) => consumer === undefined || one.consumer === consumer)
        .toSorted(
          (a, b) => compared(a.consumer, b.consumer) || a.partition - b.partition || a.position - b.position,
        )
        .slice(0, limit),
    document: async (name) => documents.get(name),
    async putDocument(name, json, only) {
      if (only && only.was !== documents.get(name))
        throw new Fault('contention', `The document ${name} was changed meanwhile; read it again.`);
      if (json === undefined) documents.delete(name);
      else documents.set(name, json);
    },
    close: async () => {},
  };
}

const compared = (a: string | number, b: string | number): number => (a < b ? -1 : a > b ? 1 : 0);
