import type { Engine, RowChange, ViewStore } from '@touchline/kernel/ports';

interface Break {
  readonly service: string;
  /** How the table's name begins. */
  readonly table: string;
  /** Whether it begins with this row. */
  readonly from: (row: string) => boolean;
  /** The row as it is written instead; `undefined` where it is not written at all. */
  readonly written: (change: RowChange) => RowChange | undefined;
}

const less = (field: string) => (change: RowChange) => ({
  ...change,
  row: change.row?.replace(new RegExp(`"${field}":(\\d+)`), (_, n) => `"${field}":${Number(n) - 1}`) ?? null,
});

/**
 * Each breaks some rows of one view, again and again: one alone might be deleted before anybody looks.
 * Caches keep it hidden until the next start.
 */
const breaks: Readonly<Record<string, Break>> = {
  'hide-posts': {
    service: 'feed',
    table: 'card_',
    from: () => true,
    written: () => undefined,
  },
  'miscount-kudos': {
    service: 'posts',
    table: 'post_',
    from: (row) => row.includes('"kudos"'),
    written: less('kudos'),
  },
  'miscount-followers': {
    service: 'graph',
    table: 'counts_',
    from: () => true,
    written: less('followers'),
  },
};

const brokenOneIn = 8;

export function brokenViews<E extends Engine>(engine: E, sabotage: string): E {
  const broken = breaks[sabotage];
  if (!broken)
    throw new Error(`There is no sabotage “${sabotage}”; there are: ${Object.keys(breaks).join(', ')}.`);
  const stores = new Map<string, Promise<ViewStore>>();
  return {
    ...engine,
    views(service) {
      const store = stores.get(service) ?? engine.views(service).then((one) => storeOf(one, service, broken));
      stores.set(service, store);
      return store;
    },
  };
}

function storeOf(store: ViewStore, service: string, broken: Break): ViewStore {
  if (service !== broken.service) return store;
  const met = new Map<string, boolean>();
  const written = (change: RowChange): RowChange[] => {
    const isNew = change.row !== null && broken.from(change.row) && !met.has(change.key);
    if (isNew) met.set(change.key, met.size % brokenOneIn === 0);
    if (!met.get(change.key)) return [change];
    const instead = broken.written(change);
    return instead ? [instead] : [];
  };
  return {
    ...store,
    commit: (commit) =>
      store.commit({
        ...commit,
        changes: commit.changes.map(({ table, rows }) => ({
          table,
          rows: table.id.startsWith(broken.table) ? rows.flatMap(written) : rows,
        })),
      }),
  };
}
