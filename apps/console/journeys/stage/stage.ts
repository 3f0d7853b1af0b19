import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startServer, type RunningServer } from '@touchline/server/start-server';
import { chromiumPath, openBrowser } from '@touchline/web/browser';
import { chosenLook } from '@touchline/web/look';
import type { BrowserContextOptions, Page } from 'playwright-core';

export interface Stage {
  readonly url: string;
  readonly folder: string;
  /** The one that runs now. */
  readonly server: RunningServer;
  /** Stops the server; what is given back starts it again at the same address. */
  stop(): Promise<() => Promise<void>>;
  /** The id of the account that was registered first: it administers. */
  readonly administrator: string;
  /** A browser of its own for somebody who is not logged in. */
  visitor(options?: BrowserContextOptions): Promise<Page>;
  /** One in which the administrator is in the console. */
  operator(options?: BrowserContextOptions): Promise<Page>;
  logIn(page: Page, login: string): Promise<void>;
  /** Registers somebody; answers the id. */
  register(handle: string): Promise<string>;
  /** Posts as somebody, or with the server's key. */
  post(path: string, body: object, person?: string): Promise<void>;
  /** Asks with the server's key. */
  get<Body>(path: string): Promise<Body>;
  /** Makes a view fail at events of a type, until it is mended. */
  breakView(service: string, view: string, type: string): () => void;
  /** What went wrong on any page since it was opened: thrown errors and violations of the policy. */
  readonly faults: readonly string[];
  close(): Promise<void>;
}

const password = 'wet grass and late trains';

interface StageOptions {
  /** Where the browser is looked for, and a look that was asked for. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly demo?: boolean;
}

/** What the launcher has built of these sources before the tests began. */
const built = join(import.meta.dirname, '../../dist');

/** A server with a community in it, the console built, a browser open. */
export async function openStage({ env = {}, demo = true }: StageOptions = {}): Promise<Stage> {
  const chromium = chromiumPath(env['PATH'] ?? '');
  if (chromium === undefined) throw new Error(howToGetChromium);
  const folder = await mkdtemp(join(tmpdir(), 'touchline-console-'));
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
  const faces = { web: dist, console: dist };
  let server = await startServer(config, () => {}, { faces });
  const { url } = server;
  const browser = await openBrowser(chromium);
  const faults: string[] = [];
  const { readServerFile } = await import('@touchline/server/server-file');

  async function visitor(options: BrowserContextOptions = {}): Promise<Page> {
    const context = await browser.newContext({
      baseURL: url,
      ...chosenLook(env, 'desktop-light'),
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

  async function register(handle: string): Promise<string> {
    const answer = await fetch(`${url}/v1/accounts`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ handle, name: handle, email: `${handle}@example.org`, password }),
    });
    if (!answer.ok) throw new Error(`${handle} could not register: ${await answer.text()}`);
    return ((await answer.json()) as { id: string }).id;
  }

  async function logIn(page: Page, login: string): Promise<void> {
    await page.goto('/console');
    await page.getByLabel('Handle or e-mail address').fill(login);
    await page.getByLabel('Password').fill(password);
    await page.getByRole('button', { name: 'Log in' }).click();
    await page.getByRole('heading', { level: 1, name: 'Overview' }).waitFor();
  }

  const administrator = await register('eva');
  return {
    url,
    folder,
    get server() {
      return server;
    },
    async stop() {
      await server.close();
      const again = { ...config, port: Number(new URL(url).port) };
      return async () => void (server = await startServer(again, () => {}, { faces }));
    },
    administrator,
    faults,
    visitor,
    register,
    logIn,
    async operator(options) {
      const page = await visitor(options);
      await logIn(page, 'eva');
      return page;
    },
    async post(to, body, person) {
      // Each start has a key of its own.
      const key = (await readServerFile(config.dataFolder))?.key ?? '';
      const answer = await fetch(`${url}${to}`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          authorization: `Bearer ${person === undefined ? key : `${key}/${person}`}`,
        },
        body: JSON.stringify(body),
      });
      const said = await answer.text();
      if (!answer.ok) throw new Error(`POST ${to}: ${said}`);
    },
    async get<Body>(from: string): Promise<Body> {
      const key = (await readServerFile(config.dataFolder))?.key ?? '';
      const answer = await fetch(`${url}${from}`, { headers: { authorization: `Bearer ${key}` } });
      const said = await answer.text();
      if (!answer.ok) throw new Error(`GET ${from}: ${said}`);
      return JSON.parse(said) as Body;
    },
    breakView(service, view, type) {
      const found = server.composed.host.runtimes.get(service)?.views.get(view)?.view.project[type];
      if (!found) throw new Error(`${service}/${view} reads no ${type}.`);
      const broken = found as { fold: unknown };
      const { fold } = broken;
      broken.fold = () => {
        throw new Error('The elevation stream is shorter than the track');
      };
      return () => void (broken.fold = fold);
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
  console.error(`!!! The journeys of the console did NOT run. ${howToGetChromium}`);
  return howToGetChromium;
}
