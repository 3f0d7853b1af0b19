import assert from 'node:assert/strict';
import type { EventStore, StoredEvent, Written } from '@touchline/kernel/ports';

interface Known {
  readonly answered: ReadonlyMap<string, readonly Written[]>;
  /** Whose outcome nobody was told: they may be there. */
  readonly unknown?: ReadonlySet<string>;
  /** What readers were shown, by partition and position. */
  readonly seen?: ReadonlyMap<string, string>;
}

/** INV-01, INV-02: what was answered or seen is where it was, once, and nothing else is in the log. */
export async function assertOnce(store: EventStore, { answered, unknown, seen }: Known): Promise<void> {
  const [damage] = (await store.verify()).damage;
  assert.equal(damage, undefined, `the log is damaged: ${JSON.stringify(damage)}`);
  const log = new Map<string, StoredEvent>();
  const written = new Set<string>();
  for (const [partition, head] of (await store.heads()).entries())
    for (let after = 0; after < head;) {
      const { events, position } = await store.readPartition(partition, after, 1000);
      for (const event of events) {
        assert.ok(!written.has(event.data), `${event.data} was written twice`);
        const { id } = JSON.parse(event.data) as { id: string };
        assert.ok(answered.has(id) || unknown?.has(id), `${id} is in the log and nobody knows of it`);
        written.add(event.data);
        log.set(`${partition}.${event.position}`, event);
      }
      after = position;
    }
  for (const [id, places] of answered)
    for (const { stream, partition, firstPosition } of places) {
      const event = log.get(`${partition}.${firstPosition}`);
      assert.equal(event?.stream, stream, `${id} was answered and is lost`);
      assert.ok(event.data.includes(id), `${id} was answered and is lost`);
    }
  for (const [place, data] of seen ?? [])
    assert.equal(log.get(place)?.data, data, `what a reader saw at ${place} is lost`);
}
