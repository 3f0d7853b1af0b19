import type { Page, Request } from 'playwright-core';

export interface Held {
  /** The first request that was held, once there is one. */
  readonly asked: Promise<Request>;
  /** Lets those that were held go on, and all that come later. */
  letGo(): void;
}

/** Holds requests of a page on their way to the server, for as long as a test wants an answer to be late. */
export async function hold(page: Page, wanted: (url: URL) => boolean): Promise<Held> {
  const first = Promise.withResolvers<Request>();
  const gate = Promise.withResolvers<void>();
  await page.route(wanted, async (route) => {
    first.resolve(route.request());
    await gate.promise;
    // Whoever asked may not want it any more.
    await route.continue().catch(() => undefined);
  });
  return { asked: first.promise, letGo: gate.resolve };
}
