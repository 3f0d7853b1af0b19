/** One suite per port, and one for what services rely on; every engine runs them all. */
export { cacheConformance } from './cache.ts';
export { eventStoreConformance } from './event-store.ts';
export { keyStoreConformance } from './key-store.ts';
export { queueConformance } from './queue.ts';
export { runtimeConformance } from './runtime.ts';
export { viewStoreConformance } from './view-store.ts';
