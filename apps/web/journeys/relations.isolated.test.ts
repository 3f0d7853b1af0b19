import { deepEqual, equal } from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { openStage, type Stage, withoutBrowser } from './stage/stage.ts';

describe('somebody who chooses whom to see', { skip: withoutBrowser(process.env['PATH']) }, () => {
  let stage: Stage;
  let ana: Page;
  let ben: Page;
  before(async () => {
    stage = await openStage({ env: process.env, look: 'desktop-light' });
    ana = await stage.member('ana');
    ben = await stage.member('ben');
  });
  after(() => stage.close());
  const article = (page: Page, text: string) => page.getByRole('article').filter({ hasText: text });
  const gone = (page: Page, text: string) => article(page, text).waitFor({ state: 'detached' });
  const hears = (page: Page) => page.waitForResponse((answer) => answer.url().includes('/v1/live'));
  const shows = async (page: Page, path: string): Promise<void> => {
    const stands = hears(page);
    await page.goto(path);
    await stands;
  };

  test('writes before the feed was read, and finds the feed below', async () => {
    await ben.goto('/compose');
    await ben.getByRole('textbox', { name: 'How did it go?' }).fill('First over the line');
    await ben.getByRole('button', { name: 'Post', exact: true }).click();
    await ben.getByText('Posted.').waitFor();
    await ben.getByRole('link', { name: 'Everyone' }).first().click();
    await article(ben, 'First over the line').waitFor();
    await article(ben, 'Frost on the stopwatch').waitFor();
  });

  test('follows somebody from an empty feed, which fills by itself', async () => {
    await ana.goto('/u/ben');
    await ana.getByText('0 followers').waitFor();
    await ana.goto('/');
    await ana.getByText('Nothing is here yet.').waitFor();
    await ana.getByRole('button', { name: 'Follow ben' }).first().click();
    await ana.getByText('You are caught up').waitFor();
    await article(ana, 'First over the line').waitFor();
  });

  test('sees the number of followers follow', async () => {
    await ana.goto('/u/ben');
    await ana.getByText('1 follower').waitFor();
    await ana.getByRole('button', { name: 'Following: ben' }).first().click();
    await ana.getByText('0 followers').waitFor();
    await ana.getByRole('button', { name: 'Follow ben' }).first().click();
    await ana.getByText('1 follower').waitFor();
  });

  test('mutes, and meets them no more where many write, but finds their page', async () => {
    await ana.goto('/public');
    await article(ana, 'First over the line').getByRole('link', { name: 'ben', exact: true }).click();
    await ana.getByRole('button', { name: 'More for ben' }).click();
    await ana.getByRole('menuitem', { name: 'Mute' }).click();
    await ana.getByText('ben is muted.').waitFor();
    await article(ana, 'First over the line').waitFor();
    await ana.getByRole('link', { name: 'Everyone' }).first().click();
    await article(ana, 'Frost on the stopwatch').waitFor();
    await gone(ana, 'First over the line');
    await ana.getByRole('button', { name: 'Undo' }).last().click();
    await ana.getByText('ben is not muted any more.').waitFor();
  });

  test('blocks, and both lose sight of one another on the pages that are open', async () => {
    await shows(ana, '/');
    await ana.getByRole('textbox', { name: 'How did it go?' }).fill('Second, as ever');
    await ana.getByRole('button', { name: 'Post', exact: true }).click();
    await ana.getByText('Posted.').waitFor();
    await ben.goto('/u/ana');
    await article(ben, 'Second, as ever').getByRole('link', { name: '0 replies' }).click();
    await ben.getByRole('heading', { name: '0 replies' }).waitFor();
    const stands = hears(ben);
    await ben.reload();
    await stands;
    await article(ana, 'First over the line').getByRole('link', { name: 'ben', exact: true }).click();
    await ana.getByRole('button', { name: 'More for ben' }).click();
    await ana.getByRole('menuitem', { name: 'Block' }).click();
    await ana.getByRole('dialog').getByRole('button', { name: 'Block' }).click();
    await gone(ana, 'First over the line');
    await ana.getByRole('link', { name: 'Home' }).first().click();
    await article(ana, 'Second, as ever').waitFor();
    await gone(ana, 'First over the line');
    await ben.getByText('It was deleted, or it is only for people its author chose.').waitFor();
  });

  test('finds the way back where they look for the other one', async () => {
    await ana.goto('/u/Ben');
    await ana.getByText('You have blocked this person. You do not see one another.').waitFor();
    await ana.getByRole('button', { name: 'Unblock' }).click();
    await article(ana, 'First over the line').waitFor();
  });

  test('asks to be asked and thinks better of it, and the last word counts', async () => {
    await ana.goto('/settings/privacy');
    const mayArrive = Promise.withResolvers<void>();
    await ana.route('**/v1/me/lock', async (route) => {
      if (route.request().method() === 'PUT') await mayArrive.promise;
      await route.continue();
    });
    const answered = ['PUT', 'DELETE'].map((method) =>
      ana.waitForResponse((answer) => answer.url().endsWith('/lock') && answer.request().method() === method),
    );
    const lock = ana.getByRole('switch', { name: /^Ask me before/ });
    await lock.check();
    await lock.uncheck();
    mayArrive.resolve();
    await Promise.all(answered);
    await ana.unroute('**/v1/me/lock');
    await ana.reload();
    await ana.getByRole('switch', { name: /^Ask me before/, disabled: false }).waitFor();
    equal(await lock.isChecked(), false);
  });

  test('meets no error and breaks no rule of the security policy', () => deepEqual(stage.faults, []));
});
