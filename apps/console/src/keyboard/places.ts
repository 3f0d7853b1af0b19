/** `g` and then one of these goes there. */
export const places: Readonly<Record<string, readonly [href: string, text: string]>> = {
  o: ['/console', 'Overview'],
  l: ['/console/ledger', 'All events'],
  t: ['/console/streams', 'Streams'],
  c: ['/console/correlation', 'Correlation'],
  s: ['/console/subscriptions', 'Subscriptions'],
  r: ['/console/rebuilds', 'Rebuilds'],
  d: ['/console/dead-letters', 'Dead letters'],
  m: ['/console/services', 'Services'],
  h: ['/console/health', 'Health'],
  b: ['/console/backups', 'Backups'],
  p: ['/console/people', 'Accounts'],
  a: ['/console/audit', 'Audit'],
};
