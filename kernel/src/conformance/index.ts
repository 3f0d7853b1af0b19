/** One suite per port and one for the runtime: what an engine must show to be one (rules in SPEC.md). */
export { cacheConformance } from './cache.ts';
export { eventStoreConformance } from './event-store.ts';
export { keyStoreConformance } from './key-store.ts';
export { leaseConformance } from './leases.ts';
export { queueConformance } from './queue.ts';
export { runtimeConformance } from './runtime.ts';
export { viewStoreConformance } from './view-store.ts';
export { wakeUpsConformance } from './wake-ups.ts';
