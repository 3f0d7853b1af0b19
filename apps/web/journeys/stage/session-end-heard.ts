import type { Page } from 'playwright-core';

/** Two turns of the page, by which the end of its stream has come in, and then all that it does to renew its session. */
export async function sessionEndHeard(page: Page): Promise<void> {
  await page.evaluate('new Promise((seen) => requestAnimationFrame(() => requestAnimationFrame(seen)))');
  await page.evaluate(`navigator.locks.request('touchline.renew', () => undefined)`);
}
