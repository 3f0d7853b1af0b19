import type { Host } from '@touchline/kernel/runtime';

/** Every row of every build of every view, as text. */
export async function liveRows(host: Host): Promise<string[]> {
  const all: string[] = [];
  for (const { store, views } of host.runtimes.values())
    for (const view of views.values())
      for (const { table } of view.builds())
        for (const { key, row } of await store.scan(table, '', 10_000)) all.push(`${table.id} ${key} ${row}`);
  return all;
}
