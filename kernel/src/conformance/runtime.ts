import { commandConformance } from './commands.ts';
import { consumerConformance } from './consumers.ts';
import { erasureConformance } from './erasure.ts';
import { outboxConformance } from './outbox.ts';
import { nearConformance } from './near-rows.ts';
import { ownershipConformance } from './ownership.ts';
import { processConformance } from './processes.ts';
import { rebuildConformance } from './rebuild.ts';
import { versionConformance } from './versions.ts';
import type { MakeEngine } from './runtime-fixture.ts';
import { subscriptionConformance } from './subscriptions.ts';

/** What services rely on, on any engine: commands, subscriptions, views, policies, rebuilds, erasure. */
export function runtimeConformance(make: MakeEngine, options: { partitions: readonly number[] }): void {
  for (const partitions of options.partitions) {
    commandConformance(make, partitions);
    consumerConformance(make, partitions);
    subscriptionConformance(make, partitions);
    ownershipConformance(make, partitions);
    processConformance(make, partitions);
    nearConformance(make, partitions);
    rebuildConformance(make, partitions);
    erasureConformance(make, partitions);
    outboxConformance(make, partitions);
    versionConformance(make, partitions);
  }
}
