import type { RequestSeen } from '@touchline/kernel/http';
import type { Host } from '@touchline/kernel/runtime';
import { collectDefaultMetrics, Counter, Registry } from 'prom-client';
import { consumerMetrics } from './consumer-metrics.ts';
import { requestMetrics } from './request-metrics.ts';
import { storageMetrics } from './storage-metrics.ts';

export interface Metrics {
  seen(request: RequestSeen): void;
  /** A page of ours tried what its content security policy forbids. */
  contentSecurity(directive: string): void;
  text(): Promise<string>;
}

/** What Prometheus scrapes: requests, consumers, storage, the process itself with its event loop. */
export function metricsOf(host: Host): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  storageMetrics(registry, host);
  consumerMetrics(registry, host);
  const violations = new Counter({
    name: 'touchline_content_security_reports_total',
    help: 'Reports of browsers that a page tried what its policy forbids, by directive.',
    labelNames: ['directive'],
    registers: [registry],
  });
  return {
    seen: requestMetrics(registry),
    contentSecurity: (directive) => violations.inc({ directive }),
    text: () => registry.metrics(),
  };
}
