import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readServerFile } from '@touchline/server/server-file';
import { startServer } from '@touchline/server/start-server';
import type { BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { chromiumPath, openBrowser } from './browser.ts';
import { chosenLook, type Look } from './look.ts';
import { serverApart, type ServerApart } from './server-apart.ts';

export interface Stage {
  readonly url: string;
  /** The built app that is served. */
  readonly dist: string;
  /** The key of the operator, who may act for everybody: `key` alone, or `key/person`. */
  readonly key: string;
  /** A browser of its own for somebody: no cookie and no storage is shared with others. */
  visitor(options?: BrowserContextOptions): Promise<Page>;
  /** A visitor who has just signed up and follows nobody. */
  member(handle: string, options?: BrowserContextOptions): Promise<Page>;
  /** What went wrong on any page since it was opened: thrown errors and violations of the policy. */
  readonly faults: string[];
  /** The server, where it has a process of its own. */
  readonly apart: ServerApart | undefined;
  close(): Promise<void>;
}

export const password = 'wet grass and late trains';

interface StageOptions {
  /** Where the browser is looked for, and a look that was asked for. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly look?: Look;
  readonly demo?: boolean;
  readonly apart?: boolean;
}

/** What the launcher has built of these sources before the tests began. */
const built = join(import.meta.dirname, '../../dist');

/** A server with a community in it, the app built, a browser open. */
export async function openStage({
  env = {},
  look = 'phone-light',
  demo = true,
  apart = false,
}: StageOptions): Promise<Stage> {
  const chromium = chromiumPath(env['PATH'] ?? '');
  if (chromium === undefined) throw new Error(howToGetChromium);
  const folder = await mkdtemp(join(tmpdir(), 'touchline-journey-'));
  const dist = join(folder, 'dist');
  // Without the compressed files: those would go on being served where a test changes the others.
  await cp(built, dist, { recursive: true, filter: (path) => !/\.(br|gz)$/.test(path) });
  const config = {
    dataFolder: join(folder, 'data'),
    host: '127.0.0.1',
    port: 0,
    demo,
    partitions: undefined,
  };
  const killable = apart ? await serverApart(config, dist) : undefined;
  const server = killable
    ? { url: killable.url, close: killable.kill }
    : await startServer(config, () => {}, { faces: { web: dist, console: dist } });
  const key = (await readServerFile(config.dataFolder))?.key ?? '';
  const browser = await openBrowser(chromium);
  const faults: string[] = [];

  async function visitor(options: BrowserContextOptions = {}): Promise<Page> {
    const context: BrowserContext = await browser.newContext({
      baseURL: server.url,
      ...chosenLook(env, look),
      locale: 'en',
      ...options,
    });
    const page = await context.newPage();
    page.on('pageerror', (error) => faults.push(error.stack ?? error.message));
    page.on('console', (message) => {
      if (/Content Security Policy|TrustedScript|Trusted Type/.test(message.text()))
        faults.push(message.text());
    });
    return page;
  }

  return {
    url: server.url,
    dist,
    key,
    apart: killable,
    faults,
    visitor,
    async member(handle, options) {
      const page = await visitor(options);
      await page.goto('/join');
      await page.getByLabel('Name', { exact: true }).fill(handle);
      await page.getByLabel('Handle').fill(handle);
      await page.getByLabel('E-mail address').fill(`${handle}@example.org`);
      await page.getByLabel('Password').fill(password);
      await page.getByRole('button', { name: 'Join', exact: true }).click();
      await page.waitForURL('**/welcome/sports');
      await page.goto('/');
      return page;
    },
    async close() {
      await browser.close();
      await server.close();
      await rm(folder, { recursive: true });
    },
  };
}

const howToGetChromium =
  'Chromium is not on the PATH. On Debian: apt-get install chromium; elsewhere install Chromium or Google Chrome.';

/** Says loudly when journeys cannot be walked on this machine, and gives the reason to skip them with. */
export function withoutBrowser(path: string | undefined): string | false {
  if (chromiumPath(path ?? '') !== undefined) return false;
  console.error(`!!! The journeys of the web app did NOT run. ${howToGetChromium}`);
  return howToGetChromium;
}
