import type { Page } from 'playwright-core';

export interface Screen {
  readonly name: string;
  readonly path: string;
  /** Seen when the screen is whole. */
  readonly until: string;
}

/** Every screen of the console, in a community where something goes on. */
export const screens: readonly Screen[] = [
  { name: 'overview', path: '/console', until: '.acts li >> nth=0' },
  { name: 'ledger', path: '/console/ledger', until: '.events tbody tr >> nth=10' },
  { name: 'ledger-event', path: '/console/ledger?q=type%3APost*&at=0.40', until: '.reach li >> nth=0' },
  { name: 'ledger-empty', path: '/console/ledger?q=type%3ANothing', until: '.empty' },
  { name: 'streams', path: '/console/streams', until: '.lines li >> nth=0' },
  { name: 'correlation', path: '/console/correlation', until: '.card' },
  { name: 'subscriptions', path: '/console/subscriptions', until: '.subs tbody tr >> nth=3' },
  {
    name: 'subscription',
    path: '/console/subscriptions?of=posts%2Fpost',
    until: '.detail .facts',
  },
  { name: 'rebuilds', path: '/console/rebuilds', until: '.card >> nth=3' },
  { name: 'dead-letters', path: '/console/dead-letters', until: 'table tbody tr >> nth=0' },
  { name: 'services', path: '/console/services', until: '.map .box >> nth=0' },
  { name: 'service', path: '/console/services?of=posts', until: 'h2.of' },
  { name: 'health', path: '/console/health', until: '.checks li' },
  { name: 'backups', path: '/console/backups', until: '.card.line' },
  { name: 'accounts', path: '/console/people', until: 'table tbody tr >> nth=3' },
  { name: 'audit', path: '/console/audit', until: 'table tbody tr >> nth=0' },
  { name: 'nothing', path: '/console/nowhere', until: 'h1' },
];

export async function show(page: Page, { path, until }: Screen): Promise<void> {
  await page.goto(path);
  await page.locator(until).first().waitFor();
}
