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
});
