import assert from 'node:assert/strict';
import type { Recorded } from '@touchline/kernel';
import type { Host } from '@touchline/kernel/runtime';
import { rowsAfter } from '@touchline/kernel/testing';

/** Every event of the log, partition by partition. */
export async function wholeLog(host: Host): Promise<Recorded[]> {
  const { events } = host.engine;
  const all: Recorded[] = [];
  for (let partition = 0; partition < events.partitions; partition++) {
    for (let after = 0; ;) {
      const slice = await events.readPartition(partition, after, 1000);
      for (const stored of slice.events) all.push(await host.decode(stored));
      if (slice.position === after) break;
      after = slice.position;
    }
  }
  return all;
}

/** VW3: once all is consumed, the rows of every view are the fold of the log, and nothing is parked. Answers their number. */
export async function assertViewsAreFolds(host: Host): Promise<number> {
  await host.drain();
  const log = await wholeLog(host);
  let rows = 0;
  for (const [service, { views, store }] of host.runtimes) {
    assert.deepEqual(await store.parked(), [], `${service} has parked events`);
    for (const [name, { view, live }] of views) {
      const reads = new Set(view.reads.map(({ type }) => type));
      const expected = rowsAfter(
        view,
        log.filter(({ type }) => reads.has(type)),
      );
      const stored = new Map<string, string>();
      for (let after: string | undefined = ''; after !== undefined;) {
        const page = await store.scan(live().table, after, 1000);
        for (const { key, row } of page) stored.set(key, row);
        after = page.at(-1)?.key;
      }
      for (const [key, row] of expected)
        assert.equal(
          stored.get(key),
          JSON.stringify(row),
          `row ${key} of ${service}/${name} is not the fold of the log`,
        );
      assert.equal(stored.size, expected.size, `${service}/${name} has rows the log does not give`);
      rows += stored.size;
    }
  }
  return rows;
}
