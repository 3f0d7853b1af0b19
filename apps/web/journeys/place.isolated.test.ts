import { deepEqual, ok } from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { openStage, type Stage, withoutBrowser } from './stage/stage.ts';

const posts = 150;

describe('somebody deep in a long list', { skip: withoutBrowser(process.env['PATH']) }, () => {
  let stage: Stage;
  let page: Page;
  before(async () => {
    stage = await openStage({ env: process.env, look: 'desktop-light' });
    page = await stage.member('kai');
    const ask = async (path: string, body: object, as: string): Promise<string> => {
      const headers = { authorization: `Bearer ${as}`, 'content-type': 'application/json' };
      const answer = await fetch(stage.url + path, { method: 'POST', headers, body: JSON.stringify(body) });
      return ((await answer.json()) as { id: string }).id;
    };
    const writer = await ask('/v1/admin/accounts', { handle: 'writer', name: 'Writer' }, stage.key);
    for (let i = 0; i < posts; i++)
      // Of many heights, so that none is as it was guessed.
      await ask(
        '/v1/posts',
        { text: `Lap ${i}.${' And on.'.repeat((i * 7) % 40)}` },
        `${stage.key}/${writer}`,
      );
    await page.goto('/public');
    const cards = page.getByRole('article');
    for (let now = 0; now < 120; now = await cards.count()) {
      await page.evaluate('scrollTo(0, document.documentElement.scrollHeight)');
      await cards.nth(now).waitFor({ state: 'attached' });
    }
  });
  after(() => stage.close());
  const lap = (n: number) => page.getByRole('article').filter({ hasText: `Lap ${n}.` });
  /** Cards get their own heights as they come into sight, one frame after the other. */
  const drawn = () =>
    page.evaluate(`(async () => {
      for (let frame = 0; frame < 10; frame++) await new Promise((done) => requestAnimationFrame(done));
    })()`);
  const topOf = async (n: number): Promise<number> => (await lap(n).boundingBox())?.y ?? Number.NaN;

  for (const n of [60, 110])
    test(`comes back to lap ${n} where it was`, async () => {
      await lap(n).scrollIntoViewIfNeeded();
      await drawn();
      const left = await topOf(n);
      await lap(n).locator('.meta a').click();
      await page.waitForURL('**/p/*');
      await page.goBack();
      await page.waitForURL('**/public');
      await lap(n).waitFor();
      await drawn();
      const found = await topOf(n);
      ok(Math.abs(found - left) <= 2, `at ${found} px, was at ${left}`);
    });

  test('walks on with j from there', async () => {
    await page.keyboard.press('j');
    const first = await page.evaluate<string>('document.activeElement.querySelector(".text").textContent');
    await page.keyboard.press('j');
    const second = await page.evaluate<string>('document.activeElement.querySelector(".text").textContent');
    const number = (text: string): number => Number(/Lap (\d+)\./.exec(text)?.[1]);
    deepEqual(number(second), number(first) - 1);
    ok(Math.abs(number(first) - 110) < 8, first);
  });

  test('reads on at the end, also where it was reached while the beginning was being read', async () => {
    const mayBegin = Promise.withResolvers<void>();
    await page.goto('/public');
    await lap(149).locator('.meta a').click();
    await page.waitForURL('**/p/*');
    await page.route(/feed\/public\?limit=\d+$/, async (route) => {
      await mayBegin.promise;
      await route.continue();
    });
    await page.goBack();
    await lap(149).waitFor();
    await page.evaluate('scrollTo(0, document.documentElement.scrollHeight)');
    await drawn();
    mayBegin.resolve();
    await lap(100).waitFor({ state: 'attached' });
  });

  const back = () => page.getByRole('button', { name: 'Back' });

  test('goes back where one came from also after a reload', async () => {
    await page.goto('/u/mara_hill');
    await page.getByRole('article').first().locator('.meta a').click();
    await page.waitForURL('**/p/*');
    await page.reload();
    await back().click();
    await page.waitForURL('**/u/mara_hill');
  });

  test('goes home, not to another site, where nothing here was before', async () => {
    await page.goto('about:blank');
    await page.goto('/u/mara_hill');
    await page.getByRole('article').first().locator('.meta a').click();
    await page.waitForURL('**/p/*');
    await page.goBack();
    await page.waitForURL('**/u/mara_hill');
    await back().click();
    await page.waitForURL((url) => url.href === `${stage.url}/`);
  });

  test('meets no error and breaks no rule of the security policy', () => deepEqual(stage.faults, []));
});
