import type { RowChange, ViewStore, ViewTable } from '../ports/index.ts';

export interface ViewStoreFixture {
  readonly store: ViewStore;
  /** Closes the store and opens the same one again; absent where nothing outlives the process. */
  reopen?(): Promise<ViewStore>;
  dispose(): Promise<void>;
}

export type MakeViewStore = () => Promise<ViewStoreFixture>;

export const table: ViewTable = { id: 'posts_card_v1', indexes: ['newest', 'loudest'], search: true };
export const otherTable: ViewTable = { id: 'posts_card_v2', indexes: ['newest'], search: false };

/** Runs `work` on a fresh store with `table` open. */
export async function onStore(
  make: MakeViewStore,
  work: (store: ViewStore, fixture: ViewStoreFixture) => Promise<void>,
): Promise<void> {
  const fixture = await make();
  try {
    await fixture.store.open(table);
    await work(fixture.store, fixture);
  } finally {
    await fixture.dispose();
  }
}

export const commitRows = (store: ViewStore, rows: readonly RowChange[], of = table): Promise<void> =>
  store.commit({ consumer: 'c', changes: [{ table: of, rows }] });

/** A change of one row that stands in `newest` at the given places. */
export function row(
  key: string,
  places: readonly { group?: string; by: string | number }[] = [],
  more: Partial<RowChange> = {},
): RowChange {
  const added = places.map(({ group = 'g', by }) => ({ index: 'newest', group, by }));
  return { key, row: `{"key":${JSON.stringify(key)}}`, added, removed: [], ...more };
}
