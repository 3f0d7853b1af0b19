import type { RequestSeen } from '@touchline/kernel/http';
import type { Host } from '@touchline/kernel/runtime';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

export interface Metrics {
  seen(request: RequestSeen): void;
  /** A page of ours tried what its content security policy forbids. */
  contentSecurity(directive: string): void;
  text(): Promise<string>;
}

/** What Prometheus scrapes: requests, lag of every consumer, parked events, caches, the process itself. */
export function metricsOf(host: Host): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  const requests = new Counter({
    name: 'touchline_http_requests_total',
    help: 'Answered requests.',
    labelNames: ['route', 'method', 'status'],
    registers,
  });
  const seconds = new Histogram({
    name: 'touchline_http_request_seconds',
    help: 'Time from request to answer.',
    labelNames: ['route', 'method'],
    buckets: [0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    registers,
  });
  new Gauge({
    name: 'touchline_events',
    help: 'Events in the store, by partition.',
    labelNames: ['partition'],
    registers,
    async collect() {
      for (const [partition, head] of (await host.engine.events.heads()).entries())
        this.set({ partition }, head);
    },
  });
  new Gauge({
    name: 'touchline_consumer_lag_events',
    help: 'Events a view or policy has not looked at yet.',
    labelNames: ['service', 'consumer'],
    registers,
    async collect() {
      this.reset();
      const heads = await host.engine.events.heads();
      for (const { service, consumer } of allConsumers(host)) {
        const cursors = consumer.cursors();
        const lag = heads.reduce(
          (sum, head, partition) => sum + Math.max(0, head - (cursors[partition] ?? 0)),
          0,
        );
        this.set({ service, consumer: consumer.name }, lag);
      }
    },
  });
  new Gauge({
    name: 'touchline_parked_events',
    help: 'Events set aside because a view or policy failed on them, or one before them.',
    labelNames: ['service'],
    registers,
    async collect() {
      for (const [service, { store, ledger }] of host.runtimes)
        this.set({ service }, (await store.parked()).length + (await ledger.parked()).length);
    },
  });
  new Gauge({
    name: 'touchline_outbox_messages',
    help: 'Messages to the outside: waiting to be delivered, and given up.',
    labelNames: ['state'],
    registers,
    async collect() {
      for (const [state, count] of Object.entries(await host.engine.queue.size())) this.set({ state }, count);
    },
  });
  new Gauge({
    name: 'touchline_cache',
    help: 'Row cache: entries, hits and misses since the start.',
    labelNames: ['what'],
    registers,
    collect() {
      for (const [what, value] of Object.entries(host.engine.cache.stats())) this.set({ what }, value);
    },
  });

  const violations = new Counter({
    name: 'touchline_content_security_reports_total',
    help: 'Reports of browsers that a page tried what its policy forbids, by directive.',
    labelNames: ['directive'],
    registers,
  });
  new Gauge({
    name: 'touchline_live_streams',
    help: 'Live streams that are open.',
    registers,
    collect() {
      this.set(host.live.size());
    },
  });

  // Label sets are few (declared routes); the child objects are kept, as looking them up costs more than counting.
  const children = new Map<string, { count: () => void; time: (s: number) => void }>();
  return {
    contentSecurity: (directive) => violations.inc({ directive }),
    seen({ route, method, status, ms }) {
      const key = `${method} ${route} ${status}`;
      let child = children.get(key);
      if (!child) {
        const counter = requests.labels(route, method, String(status));
        const histogram = seconds.labels(route, method);
        child = { count: () => counter.inc(), time: (s) => histogram.observe(s) };
        children.set(key, child);
      }
      child.count();
      child.time(ms / 1000);
    },
    text: () => registry.metrics(),
  };
}

const allConsumers = (host: Host) =>
  [...host.runtimes].flatMap(([service, runtime]) =>
    runtime.consumers().map((consumer) => ({ service, consumer })),
  );
