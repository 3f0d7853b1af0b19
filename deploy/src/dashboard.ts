interface Query {
  readonly legend: string;
  readonly expr: string;
}

interface Panel {
  readonly title: string;
  readonly unit: string;
  readonly queries: readonly Query[];
}

const quantile = (q: number): Query => ({
  legend: `p${q * 100}`,
  expr: `histogram_quantile(${q}, sum by (le) (rate(touchline_http_request_seconds_bucket{route!="/v1/live"}[5m])))`,
});

const panels: readonly Panel[] = [
  {
    title: 'Requests by status',
    unit: 'reqps',
    queries: [{ legend: '{{status}}', expr: 'sum by (status) (rate(touchline_http_requests_total[5m]))' }],
  },
  { title: 'Time to answer', unit: 's', queries: [0.5, 0.95, 0.99].map(quantile) },
  {
    title: 'Slowest routes, p99',
    unit: 's',
    queries: [
      {
        legend: '{{method}} {{route}}',
        expr: 'topk(5, histogram_quantile(0.99, sum by (le, method, route) (rate(touchline_http_request_seconds_bucket{route!="/v1/live"}[5m]))))',
      },
    ],
  },
  {
    title: 'Events written',
    unit: 'cps',
    queries: [{ legend: 'events', expr: 'sum(max by (partition) (deriv(touchline_events[5m])))' }],
  },
  {
    title: 'Views and policies behind the log',
    unit: 'short',
    queries: [
      {
        legend: '{{service}} {{consumer}}',
        expr: 'max by (service, consumer) (touchline_consumer_lag_events) > 0',
      },
    ],
  },
  {
    title: 'Events set aside',
    unit: 'short',
    queries: [{ legend: '{{service}}', expr: 'max by (service) (touchline_parked_events)' }],
  },
  {
    title: 'Messages to the outside',
    unit: 'short',
    queries: [{ legend: '{{state}}', expr: 'max by (state) (touchline_outbox_messages)' }],
  },
  {
    title: 'Row cache, share of hits',
    unit: 'percentunit',
    queries: [
      {
        legend: '{{instance}}',
        expr: 'sum by (instance) (rate(touchline_cache_reads_total{outcome="hit"}[5m])) / sum by (instance) (rate(touchline_cache_reads_total[5m]))',
      },
    ],
  },
  {
    title: 'Live streams',
    unit: 'short',
    queries: [{ legend: '{{instance}}', expr: 'touchline_live_streams' }],
  },
  {
    title: 'Memory',
    unit: 'bytes',
    queries: [{ legend: '{{instance}}', expr: 'process_resident_memory_bytes' }],
  },
  {
    title: 'Processor',
    unit: 'percentunit',
    queries: [{ legend: '{{instance}}', expr: 'rate(process_cpu_seconds_total[5m])' }],
  },
  {
    title: 'Event loop, p99 of its delay',
    unit: 's',
    queries: [{ legend: '{{instance}}', expr: 'nodejs_eventloop_lag_p99_seconds' }],
  },
  {
    title: 'Content that pages were refused',
    unit: 'short',
    queries: [
      {
        legend: '{{directive}}',
        expr: 'sum by (directive) (increase(touchline_content_security_reports_total[1h]))',
      },
    ],
  },
];

const source = { type: 'prometheus', uid: '${source}' } as const;
const [width, height] = [12, 8];

/** For Grafana's import: asks which Prometheus to read from. */
export const dashboard = (): object => ({
  title: 'Touchline',
  uid: 'touchline',
  tags: ['touchline'],
  schemaVersion: 39,
  refresh: '30s',
  time: { from: 'now-6h', to: 'now' },
  templating: { list: [{ name: 'source', label: 'Prometheus', type: 'datasource', query: 'prometheus' }] },
  panels: panels.map(({ title, unit, queries }, i) => ({
    id: i + 1,
    type: 'timeseries',
    title,
    datasource: source,
    gridPos: { x: (i % 2) * width, y: Math.floor(i / 2) * height, w: width, h: height },
    fieldConfig: { defaults: { unit, min: 0 }, overrides: [] },
    targets: queries.map(({ legend, expr }, place) => ({
      refId: String.fromCodePoint(65 + place),
      datasource: source,
      expr,
      legendFormat: legend,
    })),
  })),
});
