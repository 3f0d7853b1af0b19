import type { Cache } from './cache.ts';
import type { EventStore } from './event-store.ts';
import type { KeyStore, Secrets } from './key-store.ts';
import type { Ledger } from './ledger.ts';
import type { Leases } from './leases.ts';
import type { Queue } from './queue.ts';
import type { ViewStore } from './view-store.ts';

/** One implementation of all ports. */
export interface Engine {
  readonly name: string;
  /** True when only this process writes here: what it remembers is never behind. */
  readonly exclusive: boolean;
  readonly events: EventStore;
  readonly keys: KeyStore;
  readonly secrets: Secrets;
  readonly cache: Cache;
  readonly queue: Queue;
  /** One for all services. */
  readonly ledger: Ledger;
  /** How processes share the work. Absent where there is one process, and it does all of it. */
  readonly leases?: Leases;
  /** The view store of a service. The same object for the same name. */
  views(service: string): Promise<ViewStore>;
  close(): Promise<void>;
}
