import type { EventType } from '@touchline/kernel';
import { lagOf } from '@touchline/kernel/operate';
import type { Host, ViewBuild } from '@touchline/kernel/runtime';
import { Gauge, type Registry } from 'prom-client';

const states = ['running', 'paused', 'failing', 'stopped'] as const;

/** How far behind the log everything is that reads it, and what was set aside. */
export function consumerMetrics(registry: Registry, host: Host): void {
  const registers = [registry];
  const labelNames = ['service', 'consumer'];
  lagGauge(
    'touchline_consumer_lag_events',
    'Events that a view or policy has not looked at yet.',
    'lagEvents',
  );
  lagGauge(
    'touchline_consumer_lag_seconds',
    'Age of the oldest event that a view or policy reads and has not consumed.',
    'lagS',
  );
  new Gauge({
    name: 'touchline_consumer_state',
    help: 'What a view or policy does: 1 for its state, 0 for the others.',
    labelNames: [...labelNames, 'state'],
    registers,
    collect() {
      this.reset();
      for (const { service, consumer } of allConsumers(host))
        for (const state of states)
          this.set({ service, consumer: consumer.name, state }, consumer.state() === state ? 1 : 0);
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

  // Each asks by itself: metrics are collected side by side.
  function lagGauge(name: string, help: string, of: 'lagEvents' | 'lagS'): void {
    new Gauge({
      name,
      help,
      labelNames,
      registers,
      async collect() {
        this.reset();
        const heads = await host.engine.events.heads();
        for (const { service, consumer, reads } of allConsumers(host))
          this.set({ service, consumer: consumer.name }, (await lagOf(host, heads, consumer, reads))[of]);
      },
    });
  }
}

interface Follower {
  readonly service: string;
  readonly consumer: Pick<ViewBuild['consumer'], 'name' | 'cursors' | 'state'>;
  readonly reads: readonly EventType[];
}

const allConsumers = (host: Host): Follower[] =>
  [...host.runtimes].flatMap(([service, { views, memoryViews, policies }]) => [
    ...[...views.values()].flatMap(({ view, builds }) =>
      builds().map(({ consumer }) => ({ service, consumer, reads: view.reads })),
    ),
    ...[...memoryViews.values()].map(({ view, consumer }) => ({ service, consumer, reads: view.reads })),
    ...[...policies.values()].map(({ policy, consumer }) => ({ service, consumer, reads: policy.reads })),
  ]);
