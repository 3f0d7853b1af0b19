import { describe } from 'node:test';
import { eventStoreAppends } from './event-store-appends.ts';
import { eventStoreCommands } from './event-store-commands.ts';
import { eventStoreConcurrency } from './event-store-concurrency.ts';
import type { MakeEventStore } from './event-store-fixture.ts';
import { eventStoreLimits } from './event-store-limits.ts';
import { eventStoreModel } from './event-store-model.ts';
import { eventStoreReads } from './event-store-reads.ts';

/** The rules of event stores (ES1 to ES18, ID1 to ID5, TE2), with one partition and with several. */
export function eventStoreConformance(
  make: MakeEventStore,
  {
    partitions: numbers = [1, 8],
    commandsMany = 20_000,
  }: { partitions?: readonly number[]; commandsMany?: number } = {},
): void {
  for (const partitions of numbers) {
    const suite = { make, partitions, commandsMany };
    describe(`event store with ${partitions} partition${partitions === 1 ? '' : 's'}`, () => {
      eventStoreAppends(suite);
      eventStoreReads(suite);
      eventStoreCommands(suite);
      eventStoreConcurrency(suite);
      eventStoreLimits(suite);
      eventStoreModel(suite);
    });
  }
}
