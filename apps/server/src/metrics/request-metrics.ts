import type { RequestSeen } from '@touchline/kernel/http';
import { Counter, Histogram, type Registry } from 'prom-client';

interface Child {
  readonly count: () => void;
  readonly time: (s: number) => void;
}

/** Answered requests by declared route, and how long they took. */
export function requestMetrics(registry: Registry): (seen: RequestSeen) => void {
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

  // Label sets are few (declared routes); the child objects are kept, as looking them up costs more than counting.
  const children = new Map<string, Child>();
  function childOf({ route, method, status }: RequestSeen): Child {
    const key = `${method} ${route} ${status}`;
    const known = children.get(key);
    if (known) return known;
    const counter = requests.labels(route, method, String(status));
    const histogram = seconds.labels(route, method);
    const child = { count: () => counter.inc(), time: (s: number) => histogram.observe(s) };
    children.set(key, child);
    return child;
  }

  return (request) => {
    const child = childOf(request);
    child.count();
    child.time(request.ms / 1000);
  };
}
