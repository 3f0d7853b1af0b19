import { deepEqual, equal } from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { openStage, type Stage, withoutBrowser } from './stage/stage.ts';

describe('two people at the same time', { skip: withoutBrowser(process.env['PATH']) }, () => {
  let stage: Stage;
  let ana: Page;
  let ben: Page;
  before(async () => {
    stage = await openStage({ env: process.env, look: 'phone-dark' });
    ana = await stage.member('ana');
    ben = await stage.member('ben');
    await ana.goto('/welcome/people');
    await ana.getByRole('button', { name: /^Follow all/ }).click();
    await ana.getByRole('button', { name: 'To my feed' }).click();
    await article(ana, 'Frost on the stopwatch').waitFor();
    await ana.goto('/u/ben');
    await ana.getByRole('button', { name: 'Following: ben' }).first().waitFor();
  });
  after(() => stage.close());

  async function post(page: Page, text: string): Promise<void> {
    await page.getByRole('textbox', { name: 'How did it go?' }).fill(text);
    await page.getByRole('button', { name: 'Post', exact: true }).click();
    await page.getByText('Posted.').last().waitFor();
  }
  const article = (page: Page, text: string) => page.getByRole('article').filter({ hasText: text });
  const hears = (page: Page) => page.waitForResponse((answer) => answer.url().includes('/v1/live'));

  test('a new post waits behind a button and moves nothing until it is asked for', async () => {
    const stands = hears(ana);
    await ana.goto('/');
    await stands;
    const card = article(ana, 'Frost on the stopwatch');
    await card.scrollIntoViewIfNeeded();
    const placeBefore = await card.boundingBox();
    await ben.goto('/');
    await post(ben, 'Sprints in the rain');
    await ana.getByRole('button', { name: '1 new post' }).waitFor();
    deepEqual(await card.boundingBox(), placeBefore, 'the place is the reader’s');
    equal(await article(ana, 'Sprints').count(), 0);
    await ana.getByRole('button', { name: '1 new post' }).click();
    await article(ana, 'Sprints').waitFor();
  });

  test('kudos of one are seen by the other at once, and counted once by who gave them', async () => {
    await article(ana, 'Sprints').getByRole('button', { name: 'Kudos', exact: true }).click();
    await article(ana, 'Sprints').getByRole('button', { name: '1 kudos', pressed: true }).waitFor();
    await article(ben, 'Sprints').getByRole('button', { name: '1 kudos' }).waitFor();
  });

  test('a reply arrives in the open thread', async () => {
    const stands = hears(ben);
    await article(ben, 'Sprints').getByRole('link', { name: '0 replies' }).click();
    await stands;
    await article(ana, 'Sprints').getByRole('link', { name: '0 replies' }).click();
    await ana.getByRole('textbox', { name: 'Reply to ben' }).fill('Brave.');
    await ana.getByRole('button', { name: 'Reply', exact: true }).click();
    await ben.getByRole('heading', { name: '1 reply' }).waitFor();
    await ben.getByRole('button', { name: '1 new reply' }).click();
    await article(ben, 'Brave.').waitFor();
  });

  test('an edit and a deletion show in the open thread', async () => {
    await article(ana, 'Brave.').getByRole('button', { name: 'More for the post by ana' }).click();
    await ana.getByRole('menuitem', { name: 'Edit' }).click();
    await ana.getByRole('textbox', { name: 'Text of the post' }).fill('Very brave.');
    await ana.getByRole('button', { name: 'Save' }).click();
    await article(ana, 'Very brave.').getByRole('button', { name: 'More for the post by ana' }).click();
    await ana.getByRole('menuitem', { name: 'Delete' }).click();
    await ana.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await ben.getByRole('heading', { name: '0 replies' }).waitFor();
  });

  test('who is asked to be followed sees it wherever they are, until they have answered', async () => {
    await ana.goto('/settings/privacy');
    const locked = ana.waitForResponse((answer) => answer.url().endsWith('/v1/me/lock') && answer.ok());
    await ana.getByRole('switch', { name: 'Ask me before somebody follows me' }).click();
    await locked;
    const stands = hears(ana);
    await ana.goto('/');
    await stands;
    await ben.goto('/u/ana');
    await ben.getByRole('button', { name: 'Follow ana' }).first().click();
    await ben.getByRole('button', { name: 'Requested: ana' }).waitFor();
    await ana.getByRole('link', { name: 'Settings 1 person asks to follow you' }).click();
    await ana.getByRole('link', { name: 'Follow requests 1 person asks to follow you' }).click();
    await ana.getByRole('button', { name: 'Let in' }).click();
    await ana.getByText('Nobody is waiting.').waitFor();
    await ana.getByRole('link', { name: 'Settings', exact: true }).waitFor();
  });

  test('an address that is none is told as a post that is not there, and the stream stands', async () => {
    const stands = hears(ana);
    await ana.goto('/p/nope');
    equal((await stands).status(), 200);
    await ana.getByRole('heading', { name: 'This post is not here' }).waitFor();
    await ana.getByRole('link', { name: 'Go to the feed' }).waitFor();
  });

  test('tabs of one browser share one stream, and the next one takes over', async () => {
    const streams: string[] = [];
    const second = await ben.context().newPage();
    second.on('request', (request) => {
      if (request.url().includes('/v1/live')) streams.push(request.url());
    });
    await ben.goto('/');
    await second.goto('/');
    await ana.goto('/');
    await post(ana, 'Seen in two tabs');
    await second.goto('/public');
    await article(second, 'Seen in two tabs').waitFor();
    deepEqual(streams, [], 'the first tab hears for both');
    const stands = hears(second);
    await ben.close();
    await stands;
    await post(ana, 'Seen in the tab that is left');
    await second.getByRole('button', { name: '1 new post' }).waitFor();
  });

  test('meets no error and breaks no rule of the security policy', () => deepEqual(stage.faults, []));
});
