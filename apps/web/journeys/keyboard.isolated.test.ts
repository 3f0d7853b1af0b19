import { deepEqual, equal } from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { openStage, password, type Stage, withoutBrowser } from './stage/stage.ts';

describe('somebody without a mouse', { skip: withoutBrowser(process.env['PATH']) }, () => {
  let stage: Stage;
  let page: Page;
  before(async () => {
    stage = await openStage({ env: process.env });
    page = await stage.visitor({ viewport: { width: 1280, height: 860 } });
  });
  after(() => stage.close());
  const press = (...keys: string[]) =>
    keys.reduce((all, key) => all.then(() => page.keyboard.press(key)), Promise.resolve());
  const type = (text: string) => page.keyboard.type(text);
  const focused = (selector: string) => page.locator(`${selector}:focus`).waitFor();
  /** Tab, as often as it takes; there is an end to the patience. */
  async function tabTo(selector: string): Promise<void> {
    for (let i = 0; i < 60; i++) {
      if ((await page.locator(`${selector}:focus`).count()) > 0) return;
      await page.keyboard.press('Tab');
    }
    throw new Error(`Tab never came to ${selector}.`);
  }

  test('skips to the content and signs up', async () => {
    await page.goto('/');
    await page.locator('article').first().waitFor();
    await press('Tab');
    await focused('.skip');
    await press('Enter');
    await focused('main');
    await tabTo('.invite a[href="/join"]');
    await press('Enter');
    await tabTo('input[autocomplete="name"]');
    await type('Noa Keys');
    await press('Tab', 'Tab');
    await type('noa@example.org');
    await press('Tab');
    await type(password);
    await press('Enter');
    await page.waitForURL('**/welcome/sports');
    await tabTo('.pick');
    await press('Space');
    await tabTo('.sticky .btn');
    await press('Enter');
    await page.waitForURL('**/welcome/people');
    await tabTo('p.row .btn');
    await press('Enter');
    await tabTo('.sticky .btn');
    await press('Enter');
    await page.locator('article').first().waitFor();
  });

  test('walks the feed with j and k, gives kudos with l', async () => {
    await press('j');
    await focused('article:nth-child(1)');
    await press('j', 'j', 'k');
    await focused('article:nth-child(2)');
    const card = page.locator('article:nth-child(2)');
    equal(await card.getByRole('button', { pressed: true }).count(), 0);
    await press('l');
    await card.getByRole('button', { name: /kudos/, pressed: true }).waitFor();
  });

  test('opens a post, replies, goes home', async () => {
    await press('o');
    await page.waitForURL('**/p/*');
    await page.getByRole('textbox', { name: /^Reply to/ }).waitFor();
    await press('c');
    await focused('#reply');
    await type('By keys alone. j');
    await press('Control+Enter');
    await page.getByRole('article').filter({ hasText: 'By keys alone. j' }).waitFor();
    await press('Escape', 'g', 'h');
    await page.waitForURL((url) => url.pathname === '/');
  });

  test('writes with n and undoes with u', async () => {
    await press('n');
    await focused('#compose');
    await type('Too early');
    await press('Control+Enter');
    await page.getByText('Posted.').waitFor();
    await press('Escape', 'u');
    await page.getByText('The text is a draft again.').waitFor();
  });

  test('opens no post that waits to be sent', async () => {
    await page.route('**/v1/posts', (route) => route.abort());
    await press('n');
    await page.keyboard.press('Control+a');
    await type('Not there yet');
    await press('Control+Enter', 'Escape');
    const card = page.getByRole('article').filter({ hasText: 'Not there yet' });
    await card.getByText('waits for a connection').waitFor();
    await card.focus();
    await press('Enter', 'o', 'c');
    equal(new URL(page.url()).pathname, '/');
    await page.unroute('**/v1/posts');
    await page.evaluate('dispatchEvent(new Event("online"))');
    await page.getByText('Posted.').waitFor();
  });

  test('finishes a word with Enter where words are put together, and nothing else', async () => {
    await press('/');
    const input = page.getByRole('combobox', { name: 'Go to or do' });
    await input.fill('about');
    await input.dispatchEvent('keydown', { key: 'Enter', isComposing: true, bubbles: true });
    equal(await page.getByRole('dialog').count(), 1);
    await press('Escape');
    // Once it is gone from the page the keys are those of the page.
    await page.locator('dialog').waitFor({ state: 'detached' });
  });

  test('sees all keys, switches to dark by the command menu, and gets the focus back', async () => {
    await press('?');
    await page.getByRole('dialog', { name: 'Keys' }).waitFor();
    await press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await press('Control+k');
    await page.getByRole('combobox', { name: 'Go to or do' }).waitFor();
    await type('dark');
    await press('Enter');
    await page.locator('html[data-theme="dark"]').waitFor();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await press('/');
    await page.getByRole('combobox', { name: 'Go to or do' }).waitFor();
    await type('@mara_hill');
    await press('Enter');
    await page.waitForURL('**/u/mara_hill');
  });

  test('can switch single keys off, and then they are letters', async () => {
    await press('g', 's');
    await page.goto('/settings/appearance');
    await page.getByRole('switch', { name: /Single-key/ }).focus();
    await press('Space');
    await page.goto('/public');
    await page.locator('article').first().waitFor();
    await press('?', 'j');
    equal(await page.getByRole('dialog').count(), 0);
    equal(await page.locator('article:focus').count(), 0);
  });

  test('meets no error and breaks no rule of the security policy', () => deepEqual(stage.faults, []));
});
