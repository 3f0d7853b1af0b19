import { routeAmong } from '@touchline/web/router';

/** Every address of the console. The first that fits is taken. */
const patterns = {
  overview: '/console',
  ledger: '/console/ledger',
  streams: '/console/streams',
  stream: '/console/streams/:id',
  trace: '/console/correlation',
  traced: '/console/correlation/:id',
  subscriptions: '/console/subscriptions',
  rebuilds: '/console/rebuilds',
  deadLetters: '/console/dead-letters',
  services: '/console/services',
  health: '/console/health',
  backups: '/console/backups',
  people: '/console/people',
  person: '/console/people/:id',
  audit: '/console/audit',
} as const;

export const route = routeAmong(patterns);

/** Where a stream, an event's whole story, and an event in the ledger are shown. */
export const streamHref = (stream: string, version?: number): string =>
  `/console/streams/${encodeURIComponent(stream)}${version === undefined ? '' : `?v=${version}`}`;
export const traceHref = (place: string): string => `/console/correlation/${encodeURIComponent(place)}`;
export const ledgerHref = (q: string): string => `/console/ledger?q=${encodeURIComponent(q)}`;
