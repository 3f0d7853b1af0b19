import { randomBytes } from 'node:crypto';
import { systemClock, type Clock } from '../../clock.ts';
import type { Cache, CachedValue, Engine, KeyStore, ViewStore } from '../../ports/index.ts';
import { memoryEvents } from './memory-events.ts';
import { memoryQueue } from './memory-queue.ts';
import { memoryViewStore } from './memory-view-store.ts';

/** All ports in memory: an engine for tests of what stands above them. It promises nothing of durability. */
export function memoryEngine(options: { partitions?: number; clock?: Pick<Clock, 'steady'> } = {}): Engine {
  const { partitions = 1, clock = systemClock } = options;
  const stores = new Map<string, ViewStore>();
  const secrets = new Map<string, Uint8Array>();
  return {
    name: 'memory',
    exclusive: true,
    events: memoryEvents(partitions),
    keys: memoryKeys(),
    secrets: { secret: async (name) => kept(secrets, name, () => randomBytes(32)) },
    cache: memoryCache(),
    queue: memoryQueue(clock),
    ledger: memoryViewStore(),
    views: async (service) => kept(stores, service, memoryViewStore),
    close: async () => {},
  };
}

function memoryKeys(): KeyStore {
  const keys = new Map<string, Uint8Array | 'erased'>();
  return {
    key: (person) => keys.get(person),
    ensure: (person) => kept<Uint8Array | 'erased'>(keys, person, () => randomBytes(32)),
    destroy: async (person) => void keys.set(person, 'erased'),
    erased: async (after, limit) =>
      [...keys]
        .flatMap(([person, key]) => (key === 'erased' && person > after ? [person] : []))
        .toSorted()
        .slice(0, limit),
    close: async () => {},
  };
}

function memoryCache(): Cache {
  const namespaces = new Map<string, Map<string, CachedValue>>();
  return {
    get: (namespace, key) => namespaces.get(namespace)?.get(key),
    put(namespace, key, value, revision) {
      const values = kept(namespaces, namespace, () => new Map<string, CachedValue>());
      if ((values.get(key)?.revision ?? -1) <= revision) values.set(key, { value, revision });
    },
    clear: (namespace) => void namespaces.delete(namespace),
    stats: () => ({
      entries: [...namespaces.values()].reduce((sum, { size }) => sum + size, 0),
      hits: 0,
      misses: 0,
    }),
  };
}

function kept<T>(all: Map<string, T>, name: string, make: () => T): T {
  const known = all.get(name) ?? make();
  all.set(name, known);
  return known;
}
