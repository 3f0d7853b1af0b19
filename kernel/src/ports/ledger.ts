import type { ViewStore } from './view-store.ts';

/**
 * What policies have done and what operators decided: cursors, parked events, small documents. Shaped as the bookkeeping
 * of a view store, but not derived: nothing else knows it, and it is never started empty by itself (LE rules).
 */
export type Ledger = Pick<
  ViewStore,
  'commit' | 'lastCommit' | 'cursors' | 'resetCursors' | 'parked' | 'document' | 'putDocument'
>;
