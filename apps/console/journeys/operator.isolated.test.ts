import { deepEqual, match, ok } from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { postOn } from './stage/post-on.ts';
import { openStage, type Stage, withoutBrowser } from './stage/stage.ts';

describe('an operator', { skip: withoutBrowser(process.env['PATH']) }, () => {
  let stage: Stage;
  let page: Page;
  let kai: string;
  const posts = new AbortController();
  let posting: Promise<number>;
  before(async () => {
    stage = await openStage({ env: process.env });
    kai = await stage.register('kai');
    page = await stage.operator();
    page.setDefaultTimeout(10_000);
    posting = postOn(stage, kai, posts.signal);
  });
  after(async () => {
    posts.abort();
    await posting;
    await stage.close();
  });

  test('sees the ledger grow while people post, and filters it with words', async () => {
    await page.goto('/console/ledger');
    const newest = page.locator('.events tbody tr').first();
    const first = await newest.getAttribute('data-place');
    await page.locator(`.events tbody tr:first-child:not([data-place="${first}"])`).waitFor();
    await page.getByRole('textbox', { name: 'Filter' }).fill('type:Account* -actor:nobody');
    await page.getByRole('button', { name: 'Filter', exact: true }).click();
    await page.waitForURL(/q=type/);
    await page.getByRole('button', { name: 'AccountRegistered' }).first().waitFor();
    await page.getByRole('textbox', { name: 'Filter' }).fill('colour:red');
    await page.getByRole('button', { name: 'Filter', exact: true }).click();
    await page.getByText('“colour:” is unknown').waitFor();
  });

  test('goes back in a stream by the keyboard, and sees what each version changed', async () => {
    await page.goto(`/console/streams/account-${kai}`);
    await page.getByText('v3 of 3').waitFor();
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('ArrowLeft');
    await page.getByText('v1 of 3').waitFor();
    await page.locator('.diff ins', { hasText: '"handle": "kai"' }).waitFor();
    await page.keyboard.press('t');
    await page.keyboard.press('Home');
    await page.getByText('before the first event').waitFor();
  });

  test('sees personal fields only for a reason, and the look is in the audit', async () => {
    await page.goto('/console/ledger?q=type:AccountRegistered');
    await page.getByRole('button', { name: 'AccountRegistered' }).first().click();
    await page.locator('.detail .hidden').waitFor();
    await page.getByRole('button', { name: 'Show', exact: true }).click();
    await page.getByLabel('Why').fill('Kai asked what we keep');
    await page.getByRole('button', { name: 'Show them' }).click();
    await page.locator('.detail .j-text', { hasText: '"kai"' }).first().waitFor();
    await page.goto('/console/audit');
    await page.getByRole('row', { name: /saw what is personal in event.*Kai asked what we keep/ }).waitFor();
  });

  test('rebuilds a view while posts go on: counted first, verified, and rolled back', async () => {
    await page.goto('/console/rebuilds');
    await page.getByLabel('What to rebuild').selectOption('posts/post');
    await page.getByRole('button', { name: 'Count first' }).click();
    await page.getByRole('button', { name: 'Rebuild 1 view' }).click();
    const dialog = page.getByRole('dialog');
    match((await dialog.textContent()) ?? '', /Together they fold \d+ events, out of \d+ in the log/);
    await dialog.getByRole('textbox').fill('A count looked wrong');
    await dialog.getByRole('button', { name: 'Rebuild' }).click();
    await page.getByText('1 view rebuilt, verified and live.').waitFor();
    await page.getByText('live 2, kept 1').waitFor();
    await page.getByRole('button', { name: 'Roll back' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Roll back' }).click();
    await page.getByText('posts/post is served by build 1.').waitFor();
  });

  test('mends what failed: the group is counted, retried with its followers, and empty', async () => {
    const mend = stage.breakView('feed', 'card', 'PostPublished');
    await page.goto('/console/dead-letters');
    const group = page.getByRole('row', { name: /The elevation stream is shorter/ });
    await group.waitFor();
    await group.getByRole('button', { name: 'The elevation stream' }).click();
    await page.locator('.letters li').first().getByText('What went wrong').waitFor();
    mend();
    await group.getByRole('button', { name: /Retry/ }).click();
    match((await page.getByRole('dialog').textContent()) ?? '', /feed\/card tries \d+ events? again/);
    await page.getByRole('dialog').getByRole('button', { name: /Retry/ }).click();
    await page.getByText(/went through/).waitFor();
    await page.getByText('Nothing was set aside.').waitFor();
  });

  test('pauses a view and sees it fall behind, its backlog, and its catching up', async () => {
    await page.goto('/console/subscriptions?of=feed%2Fcard');
    await page.getByRole('button', { name: 'Pause feed/card' }).click();
    await page.getByRole('dialog').getByText('is not shown what is older than that').waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Pause it' }).click();
    await page.getByRole('row', { name: /^card/ }).getByText('paused').waitFor();
    await page.locator('.detail .events tbody tr').first().waitFor();
    await page.getByRole('button', { name: 'Resume feed/card' }).click();
    await page.getByRole('row', { name: /^card/ }).getByText('live').waitFor();
  });

  test('finds a person, makes them viewer, and a viewer changes nothing', async () => {
    await page.goto('/console/people');
    await page.getByLabel('Handle or name').fill('kai');
    await page.getByRole('button', { name: 'Find' }).click();
    await page.getByRole('link', { name: '@kai' }).click();
    await page.getByLabel('Role').selectOption('console-viewer');
    await page.getByRole('button', { name: 'Change …' }).click();
    await page.getByLabel('Why').fill('Helps on match days');
    await page.getByRole('button', { name: 'Give the role' }).click();
    await page.getByText('@kai is viewer now.').waitFor();

    const other = await stage.visitor();
    await stage.logIn(other, 'kai');
    await other.getByText('read only').waitFor();
    await other.goto('/console/subscriptions');
    await other.locator('.subs tbody tr').first().waitFor();
    deepEqual(await other.getByRole('button', { name: /^Pause/ }).count(), 0);
    await other.goto('/console/people');
    await other.getByText('Who people are is for administrators.').waitFor();
    const answer = await other.evaluate(async () => {
      const said = await fetch('/v1/operator/consumers/feed/pause', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: '{}',
      });
      return said.status;
    });
    deepEqual(answer, 403, 'the server says so, too');
    await other.context().close();
  });

  test('suspends an account: it is out at once, and cannot come back', async () => {
    await stage.register('spam');
    const spam = await stage.visitor();
    await spam.goto('/console');
    await spam.getByLabel('Handle or e-mail address').fill('spam');
    await spam.getByLabel('Password').fill('wet grass and late trains');
    await spam.getByRole('button', { name: 'Log in' }).click();
    await spam.getByText('@spam has no role in the console').waitFor();
    await page.goto('/console/people?find=spam');
    await page.getByRole('link', { name: '@spam' }).click();
    await page.getByRole('button', { name: 'Suspend' }).click();
    await page.getByLabel('Why').fill('Sells shoes in every thread');
    await page.getByRole('dialog').getByRole('button', { name: 'Suspend' }).click();
    await page.getByText('@spam is suspended.').waitFor();
    const status = await spam.evaluate(async () => (await fetch('/v1/me')).status);
    deepEqual(status, 401);
    await spam.reload();
    await spam.getByLabel('Handle or e-mail address').fill('spam');
    await spam.getByLabel('Password').fill('wet grass and late trains');
    await spam.getByRole('button', { name: 'Log in' }).click();
    await spam.getByText('This account is suspended.').waitFor();
    await spam.context().close();
  });

  test('comes in with the key of the server, which a reload forgets', async () => {
    const { readServerFile } = await import('@touchline/server/server-file');
    const key = (await readServerFile(`${stage.folder}/data`))?.key ?? '';
    const other = await stage.visitor();
    await other.goto('/console/health');
    await other.getByText('With the key of the server').click();
    await other.getByLabel('Key', { exact: true }).fill('operator.wrong');
    await other.getByRole('button', { name: 'Go in' }).click();
    await other.getByText('does not know this key').waitFor();
    await other.getByLabel('Key', { exact: true }).fill(key);
    await other.getByRole('button', { name: 'Go in' }).click();
    await other.getByRole('heading', { level: 1, name: 'Health' }).waitFor();
    await other.reload();
    await other.getByText('For those who run this Touchline.').waitFor();
    await other.context().close();
  });

  test('goes anywhere by the keyboard', async () => {
    await page.goto('/console');
    await page.getByRole('heading', { level: 1, name: 'Overview' }).waitFor();
    await page.keyboard.press('g');
    await page.keyboard.press('d');
    await page.getByRole('heading', { level: 1, name: 'Dead letters' }).waitFor();
    await page.keyboard.press('Control+k');
    await page.keyboard.type('0.1');
    await page.keyboard.press('Enter');
    await page.locator('.detail').waitFor();
    ok(page.url().endsWith('?at=0.1'));
  });

  test('met people who went on posting all the while', async () => {
    posts.abort();
    ok((await posting) > 20, String(await posting));
  });

  test('sees that the server is away, and goes on by itself when it is back, without a gap', async () => {
    await page.goto('/console/ledger?q=type:PostPublished');
    await page.locator('.events tbody tr').first().waitFor();
    const start = await stage.stop();
    await page.getByText('no answer, figures are old').waitFor();
    await start();
    // More than the stream itself tells again when it is opened.
    for (let i = 0; i < 30; i++)
      await stage.post('/v1/posts', { text: `Back ${i}`, visibility: 'public' }, kai);
    await page.getByText('no answer, figures are old').waitFor({ state: 'detached' });
    const places = (): Promise<number[]> =>
      page.evaluate<number[]>(
        `Array.from(document.querySelectorAll('.events tbody tr'), (row) => Number(row.dataset.place?.split('.')[1]))`,
      );
    const told = await stage.get<{ events: { position: number }[] }>(
      '/v1/operator/events?q=type:PostPublished&limit=40',
    );
    const expected = told.events.map(({ position }) => position);
    await page.locator(`[data-place="0.${expected[0]}"]`).waitFor();
    deepEqual((await places()).slice(0, 40), expected);
  });

  test('erases somebody who asked for it, once their handle was typed', async () => {
    await stage.register('gone');
    await page.goto('/console/people?find=gone');
    await page.getByRole('link', { name: '@gone' }).click();
    await page.getByRole('button', { name: 'Erase' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Why').fill('Asked by letter of 3 May');
    await dialog.getByLabel('Type').fill('gon');
    await dialog.getByRole('button', { name: 'Erase for good' }).click();
    await dialog.getByLabel('Type').fill('gone');
    await dialog.getByRole('button', { name: 'Erase for good' }).click();
    await page.getByText('@gone is erased.').waitFor();
    await page.getByText('There is no such account.').waitFor();
    await page.goto('/console/audit');
    await page.getByRole('row', { name: /erased.*Asked by letter/ }).waitFor();
    await page.getByRole('row', { name: /changed the role of @kai role viewer/ }).waitFor();
    deepEqual(await page.locator('tbody', { hasText: '{' }).count(), 0, 'nothing is told as JSON');
  });

  test('compares a view with the log, byte for byte', async () => {
    await page.goto('/console/rebuilds?target=posts%2Fpost');
    await page.getByRole('button', { name: 'Compare with the log' }).click();
    await page.getByText('is what the log says').waitFor();
  });

  test('meets no error and breaks no rule of the security policy', () => deepEqual(stage.faults, []));
});
