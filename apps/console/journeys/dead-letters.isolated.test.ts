import { deepEqual } from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { openStage, type Stage, withoutBrowser } from './stage/stage.ts';

describe('dead letters', { skip: withoutBrowser(process.env['PATH']) }, () => {
  let stage: Stage;
  let page: Page;
  before(async () => {
    stage = await openStage({ env: process.env, demo: false });
    page = await stage.operator();
    page.setDefaultTimeout(10_000);
  });
  after(() => stage.close());

  /** A post that a view cannot take; gives back how it is mended. */
  async function poison(text: string): Promise<() => void> {
    const mend = stage.breakView('feed', 'card', 'PostPublished');
    await stage.post('/v1/posts', { text, visibility: 'public' }, stage.administrator);
    await stage.server.composed.host.drain();
    await page.goto('/console/dead-letters');
    await page.getByRole('button', { name: 'The elevation stream' }).click();
    await page.locator('.letters li').first().waitFor();
    return mend;
  }

  test('that are skipped with nothing behind them are told of as that', async () => {
    const mend = await poison('Skipped');
    mend();
    await page.getByRole('button', { name: 'Skip …' }).click();
    await page.getByRole('dialog').getByLabel('Why').fill('Nobody reads it');
    await page.getByRole('dialog').getByRole('button', { name: 'Skip it' }).click();
    await page.getByText('Nothing was set aside.').waitFor();
    await page.locator('.said p').first().waitFor();
    deepEqual(await page.locator('.said p').allTextContents(), ['PostPublished was skipped.']);
  });

  test('are tried once, however often one clicks', async () => {
    const mend = await poison('Retried');
    mend();
    let times = 0;
    page.on('request', (request) => void (request.url().endsWith('/dead-letters/retry') && times++));
    await page.locator('.letters').getByRole('button', { name: 'Retry' }).dblclick();
    await page.getByText('Nothing was set aside.').waitFor();
    deepEqual(times, 1);
  });

  test('tell before a skip of all that waits behind it, also beyond what is listed', async () => {
    const mend = await poison('Many');
    const { host } = stage.server.composed;
    const [newest] = (
      await stage.get<{ events: { stream: string }[] }>('/v1/operator/events?q=type:PostPublished&limit=1')
    ).events;
    const post = newest?.stream.replace('post-', '') ?? '';
    const edited = await page.evaluate(async (path) => {
      const headers = { 'content-type': 'application/json' };
      return (await fetch(path, { method: 'PUT', headers, body: '{"text":"Edited"}' })).status;
    }, `/v1/posts/${post}`);
    deepEqual(edited, 200);
    await host.drain();
    // As if a thousand others stood before those that wait.
    const isList = ({ searchParams }: URL): boolean =>
      searchParams.get('limit') === '1000' && !searchParams.has('sequence');
    await page.route(isList, async (route) => {
      const answer = await route.fetch();
      const letters = (await answer.json()) as { events: { id: string }[] };
      const [first] = letters.events;
      const events = Array.from({ length: 1000 }, (_, i) =>
        i === 0 ? first : { ...first, id: String(i), sequence: 'another', error: 'Another error' },
      );
      await route.fulfill({ json: { ...letters, events } });
    });
    await page.reload();
    await page.getByRole('button', { name: 'The elevation stream' }).click();
    await page.getByRole('button', { name: 'Skip …' }).click();
    await page.getByRole('dialog').getByText('1 event behind it').waitFor();
    await page.getByRole('button', { name: 'Leave it' }).click();
    mend();
    await page.unrouteAll();
  });

  test('say how many there are where they are not all shown', async () => {
    await page.route('**/v1/operator/dead-letters?*limit=1000*', async (route) => {
      const answer = await route.fetch();
      const letters = (await answer.json()) as { events: object[] };
      const events = Array.from({ length: 1000 }, () => ({ ...letters.events[0], error: 'Another error' }));
      await route.fulfill({ json: { ...letters, events } });
    });
    const mend = stage.breakView('feed', 'card', 'PostPublished');
    await stage.post('/v1/posts', { text: 'Beyond', visibility: 'public' }, stage.administrator);
    await stage.server.composed.host.drain();
    mend();
    await page.goto('/console/dead-letters');
    await page.getByRole('button', { name: 'The elevation stream' }).click();
    await page.getByText(/^0 of \d are shown\.$/).waitFor();
    await page.unrouteAll();
  });
});
