export type * from './cache.ts';
export type * from './engine.ts';
export type * from './event-store.ts';
export type * from './key-store.ts';
export type * from './queue.ts';
export { queueLimits } from './queue-limits.ts';
export { searchWords } from './search-words.ts';
export { viewLimits } from './view-limits.ts';
export type * from './view-store.ts';
