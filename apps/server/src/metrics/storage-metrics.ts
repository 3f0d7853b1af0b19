import type { Host } from '@touchline/kernel/runtime';
import { Counter, Gauge, type Registry } from 'prom-client';

/** How much the storage holds, and what waits in it. */
export function storageMetrics(registry: Registry, { engine, live }: Host): void {
  const registers = [registry];
  new Gauge({
    name: 'touchline_events',
    help: 'Events in the store, by partition.',
    labelNames: ['partition'],
    registers,
    async collect() {
      for (const [partition, head] of (await engine.events.heads()).entries()) this.set({ partition }, head);
    },
  });
  new Gauge({
    name: 'touchline_outbox_messages',
    help: 'Messages to the outside: waiting to be delivered, and given up.',
    labelNames: ['state'],
    registers,
    async collect() {
      for (const [state, count] of Object.entries(await engine.queue.size())) this.set({ state }, count);
    },
  });
  new Gauge({
    name: 'touchline_cache_entries',
    help: 'Rows in the cache.',
    registers,
    collect() {
      this.set(engine.cache.stats().entries);
    },
  });
  new Counter({
    name: 'touchline_cache_reads_total',
    help: 'Rows that were looked for in the cache: found, and not.',
    labelNames: ['outcome'],
    registers,
    collect() {
      const { hits, misses } = engine.cache.stats();
      this.reset();
      this.inc({ outcome: 'hit' }, hits);
      this.inc({ outcome: 'miss' }, misses);
    },
  });
  new Gauge({
    name: 'touchline_live_streams',
    help: 'Live streams that are open.',
    registers,
    collect() {
      this.set(live.size());
    },
  });
}
