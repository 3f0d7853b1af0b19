import { readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium, type BrowserContext, type Page } from 'playwright-core';
import { chromiumPath } from '../../../apps/web/journeys/stage/browser.ts';
import { scratchFolder } from '../data/world.ts';
import { serverProcess, type ServerProcess } from '../processes/server-process.ts';

/** A server with the demo in it and the app as it is built for people, and a browser that another program may steer, too. */
export interface AppStage {
  readonly server: ServerProcess;
  readonly context: BrowserContext;
  /** Where the browser's debugger listens. */
  readonly debuggerPort: number;
  /** Sends a request as a person, or as the operator. */
  ask<Body>(method: string, path: string, body?: object, person?: string): Promise<Body>;
  close(): Promise<void>;
}

const phone = { viewport: { width: 412, height: 823 }, deviceScaleFactor: 1.75, locale: 'en' };

export async function appStage(): Promise<AppStage> {
  // The shell now and then takes five seconds to end a trace.
  const executablePath = chromiumPath(process.env['PATH'] ?? '', 'whole');
  if (executablePath === undefined)
    throw new Error('Chromium is not on the PATH; on Debian: apt-get install chromium.');
  const data = await scratchFolder('web');
  const profile = await scratchFolder('browser');
  const server = await serverProcess(data, ['--demo']);
  const context = await chromium.launchPersistentContext(profile, {
    ...phone,
    executablePath,
    baseURL: server.url,
    args: ['--no-sandbox', '--disable-dev-shm-usage', '--remote-debugging-port=0'],
  });
  return {
    server,
    context,
    debuggerPort: Number(readFileSync(join(profile, 'DevToolsActivePort'), 'utf8').split('\n', 1)[0]),
    async ask<Body>(method: string, path: string, body?: object, person?: string) {
      const headers = {
        authorization: `Bearer ${person === undefined ? server.key : `${server.key}/${person}`}`,
        'content-type': 'application/json',
      };
      const answer = await fetch(server.url + path, {
        method,
        headers,
        ...(body && { body: JSON.stringify(body) }),
      });
      const text = await answer.text();
      if (!answer.ok) throw new Error(`${method} ${path} was answered ${answer.status}: ${text}`);
      return (text === '' ? undefined : JSON.parse(text)) as Body;
    },
    async close() {
      await context.close();
      await server.stop();
      for (const folder of [data, profile]) await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Lets the browser be the demo's guest, whose feed is full. */
export async function logInAsGuest(page: Page): Promise<void> {
  await page.goto('/');
  await page.getByRole('button', { name: /^Look around as/ }).click();
  await page.getByRole('textbox', { name: 'How did it go?' }).waitFor();
  await page.getByRole('article').first().waitFor();
}
