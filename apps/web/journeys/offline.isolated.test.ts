import { deepEqual, equal } from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { fetched } from './stage/fetched.ts';
import { sessionEndHeard } from './stage/session-end-heard.ts';
import { openStage, password, type Stage, withoutBrowser } from './stage/stage.ts';

describe('somebody on a pitch without a signal', { skip: withoutBrowser(process.env['PATH']) }, () => {
  let stage: Stage;
  let page: Page;
  before(async () => {
    stage = await openStage({ env: process.env, look: 'phone-dark' });
    page = await stage.member('kai');
    await page.goto('/public');
    await page.getByRole('article').first().waitFor();
    // The worker has all files of the app from here on.
    await page.evaluate('navigator.serviceWorker.ready.then(() => undefined)');
    await page.reload();
    await page.getByRole('article').first().waitFor();
  });
  after(() => stage.close());
  const posts = (text: string | RegExp) => page.getByRole('article').filter({ hasText: text });
  const onServer = async (): Promise<string[]> => {
    const answer = await fetch(`${stage.url}/v1/feed/public?limit=100`);
    const { items } = (await answer.json()) as { items: { text: string }[] };
    return items.map(({ text }) => text);
  };

  test('opens the app and reads what was there last', async () => {
    await page.context().setOffline(true);
    await page.reload();
    await posts(/SNOW/).waitFor();
    await page.getByText('As it was when this device last had a connection').waitFor();
    await page.goto('/settings');
    await page.getByRole('heading', { name: 'Settings' }).waitFor();
    await page.goto('/public');
  });

  test('posts and gives kudos, sees that they wait, and finds them after a reload', async () => {
    await page.getByRole('textbox', { name: 'How did it go?' }).fill('Out of reach, in good form');
    await page.getByRole('button', { name: 'Post', exact: true }).click();
    await posts('Out of reach').getByText('waits for a connection').waitFor();
    await posts(/SNOW/).getByRole('button', { name: '4 kudos' }).click();
    await posts(/SNOW/).getByRole('button', { name: '5 kudos', pressed: true }).waitFor();
    await page.getByText('2 things wait for a connection.').waitFor();
    await page.reload();
    await page.getByText('2 things wait for a connection.').waitFor();
    equal((await onServer()).includes('Out of reach, in good form'), false);
  });

  test('has it sent once, by itself, when the signal is back', async () => {
    await page.context().setOffline(false);
    await page.getByText('Posted.').waitFor();
    await page.getByText('2 things wait').waitFor({ state: 'detached' });
    await page.reload();
    await posts(/SNOW/).getByRole('button', { name: '5 kudos', pressed: true }).waitFor();
    equal((await onServer()).filter((text) => text === 'Out of reach, in good form').length, 1);
  });

  test('has it sent once, too, when the answer was lost on the way', async () => {
    let lost = 0;
    await page.route('**/v1/posts', async (route) => {
      // The server takes it; its answer never arrives.
      await fetched(route);
      if (lost++ === 0) await route.abort();
      else await route.continue();
    });
    await page.getByRole('textbox', { name: 'How did it go?' }).fill('Once is enough');
    await page.getByRole('button', { name: 'Post', exact: true }).click();
    await posts('Once is enough').getByText('waits for a connection').waitFor();
    await page.evaluate('dispatchEvent(new Event("online"))');
    await page.getByText('Posted.').waitFor();
    equal(lost, 2, 'it was sent a second time');
    equal((await onServer()).filter((text) => text === 'Once is enough').length, 1);
    await page.unroute('**/v1/posts');
  });

  test('discards what was never sent', async () => {
    await page.context().setOffline(true);
    await page.getByRole('textbox', { name: 'How did it go?' }).fill('Better not');
    await page.getByRole('button', { name: 'Post', exact: true }).click();
    await page.getByRole('link', { name: 'View' }).click();
    await page.getByRole('button', { name: 'Discard' }).click();
    await page.getByText('Everything has been sent.').waitFor();
    await page.context().setOffline(false);
    await page.goto('/');
    equal(
      await page.getByRole('textbox', { name: 'How did it go?' }).inputValue(),
      'Better not',
      'the text is kept',
    );
    equal((await onServer()).includes('Better not'), false);
  });

  test('keeps a change to a post that could not be saved, also over a reload', async () => {
    await page.goto('/public');
    const post = posts('Once is enough');
    await post.getByRole('button', { name: 'More for the post by kai' }).click();
    await page.getByRole('menuitem', { name: 'Edit' }).click();
    await page.getByRole('textbox', { name: 'Text of the post' }).fill('Once is enough, I think');
    await page.context().setOffline(true);
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('No connection to the server.').waitFor();
    await post.getByText('Your changes are not saved.').waitFor();
    await page.context().setOffline(false);
    await page.reload();
    await post.getByText('Your changes are not saved.').waitFor();
    const drafts = await page.evaluate<string>(`localStorage['touchline.drafts']`);
    equal(drafts.includes('Once is enough, I think'), true);
  });

  test('leaves nothing private behind when logging out, in this tab and in others', async () => {
    const other = await page.context().newPage();
    await other.goto('/');
    await other.getByRole('textbox', { name: 'How did it go?' }).waitFor();
    // A read that is on its way when one logs out, and answered after that.
    const late = Promise.withResolvers<void>();
    await page.goto('/');
    await posts('Once is enough').waitFor();
    await page.route(/v1\/feed\?/, async (route) => {
      const response = await fetched(route);
      await late.promise;
      await route.fulfill({ response });
    });
    const asked = page.waitForRequest(/v1\/feed\?/);
    await page.evaluate('dispatchEvent(new Event("online"))');
    await asked;
    await page.getByRole('link', { name: 'Settings' }).click();
    // The other tab learns of the end of the session before this one has its answer.
    await page.route('**/v1/sessions/current', async (route) => {
      const response = await fetched(route);
      await sessionEndHeard(other);
      await route.fulfill({ response });
    });
    await page.getByRole('button', { name: /^Log out/ }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Log out' }).click();
    await page.getByText('You are logged out.').waitFor();
    await other.getByRole('heading', { name: 'Where your sport lives' }).waitFor();
    await other.close();
    const answered = page.waitForResponse(/v1\/feed\?/);
    late.resolve();
    await (await answered).finished();
    await page.getByRole('article').first().waitFor();
    await sessionEndHeard(page);
    const left = await page.evaluate<string>(`(async () => {
      const db = await new Promise((resolve) => {
        const request = indexedDB.open('touchline');
        request.onsuccess = () => resolve(request.result);
      });
      const all = (name, what = 'getAll') => new Promise((resolve) => {
        const request = db.transaction(name).objectStore(name)[what]();
        request.onsuccess = () => resolve(request.result);
      });
      const cached = [];
      for (const name of await caches.keys())
        for (const { url } of await (await caches.open(name)).keys()) cached.push(new URL(url).pathname);
      const stored = { ...localStorage };
      return JSON.stringify({
        outbox: await all('outbox'),
        pages: await all('pages', 'getAllKeys'),
        drafts: stored['touchline.drafts'],
        member: stored['touchline.member'] ?? null,
        api: cached.filter((path) => path.startsWith('/v1')),
      });
    })()`);
    deepEqual(JSON.parse(left), {
      outbox: [],
      // For the visitor.
      pages: ['everyone'],
      drafts: '{}',
      member: null,
      api: [],
    });
    const { cookies } = await page.context().storageState();
    deepEqual(cookies, []);
  });

  test('keeps what was not sent when the session ends elsewhere, for the same person alone', async () => {
    await page.goto('/login');
    await page.getByLabel('Handle or e-mail address').fill('kai');
    await page.getByLabel('Password').fill(password);
    await page.getByRole('button', { name: 'Log in', exact: true }).click();
    await page.getByRole('textbox', { name: 'How did it go?' }).fill('Not lost');
    const cookies = await page.context().cookies();
    await page.context().clearCookies();
    equal(cookies.length, 2);
    await page.goto('/u/mara_hill');
    const said = page.getByRole('status').filter({ hasText: 'This session is over.' });
    await said.getByRole('link', { name: 'Log in' }).click();
    await page.getByLabel('Handle or e-mail address').fill('kai');
    await page.getByLabel('Password').fill(password);
    await page.getByRole('button', { name: 'Log in', exact: true }).click();
    await page.waitForURL('**/u/mara_hill');
    equal(await said.count(), 0);
    await page.goto('/');
    equal(await page.getByRole('textbox', { name: 'How did it go?' }).inputValue(), 'Not lost');
  });

  test('shows nobody else what was not sent, and is in nobody’s way with it', async () => {
    await page.route('**/v1/posts', (route) => route.abort());
    await page.getByRole('button', { name: 'Post', exact: true }).click();
    await posts('Not lost').getByText('waits for a connection').waitFor();
    await page.getByRole('textbox', { name: 'How did it go?' }).fill('Half a secret');
    await page.context().clearCookies();
    await page.evaluate('dispatchEvent(new Event("online"))');
    const said = page.getByRole('status').filter({ hasText: 'This session is over.' });
    await said.getByRole('link', { name: 'Log in' }).click();
    await page.unroute('**/v1/posts');
    await page.getByRole('link', { name: 'Join' }).click();
    await page.getByLabel('Name', { exact: true }).fill('nora');
    await page.getByLabel('E-mail address').fill('nora@example.org');
    await page.getByLabel('Password').fill(password);
    await page.getByRole('button', { name: 'Join', exact: true }).click();
    await page.getByRole('button', { name: 'Skip for now' }).click();
    await page.getByRole('button', { name: /^(To my feed|Back to where I was)$/ }).click();
    equal(await page.getByRole('textbox', { name: 'How did it go?' }).inputValue(), '');
    await page.getByRole('textbox', { name: 'How did it go?' }).fill('Hello from nora');
    await page.getByRole('button', { name: 'Post', exact: true }).click();
    await page.getByText('Posted.').waitFor();
    equal((await onServer()).includes('Not lost'), false);
  });

  test('meets no error and breaks no rule of the security policy', () => deepEqual(stage.faults, []));
});
