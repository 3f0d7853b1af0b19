import { deepEqual, equal } from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { openStage, password, type Stage, withoutBrowser } from './stage/stage.ts';

describe('a member who writes', { skip: withoutBrowser(process.env['PATH']) }, () => {
  let stage: Stage;
  let page: Page;
  before(async () => {
    stage = await openStage({ env: process.env, look: 'desktop-dark' });
    page = await stage.member('kai');
  });
  after(() => stage.close());
  const composer = () => page.getByRole('textbox', { name: 'How did it go?' });
  const posts = (text: string | RegExp) => page.getByRole('article').filter({ hasText: text });

  test('finds the draft again after a reload', async () => {
    await page.goto('/');
    await composer().fill('Half a sentence');
    await page.reload();
    equal(await composer().inputValue(), 'Half a sentence');
  });

  test('posts, and the post is there for others at once', async () => {
    await composer().fill('Ten hills before breakfast. #running');
    await page.getByRole('button', { name: 'Post', exact: true }).click();
    await posts('Ten hills').getByText('now').waitFor();
    await page.getByText('Posted.').waitFor();
    equal(await composer().inputValue(), '');
    const other = await stage.visitor();
    await other.goto('/');
    await other.getByRole('article').filter({ hasText: 'Ten hills' }).waitFor();
    await other.context().close();
  });

  test('replies in the thread', async () => {
    await posts('Ten hills').getByRole('link', { name: '0 replies' }).click();
    await page.getByRole('textbox', { name: 'Reply to kai' }).fill('And two more after it.');
    await page.getByRole('button', { name: 'Reply', exact: true }).click();
    await posts('And two more').waitFor();
    await page.getByRole('heading', { name: '1 reply' }).waitFor();
  });

  test('edits, and anybody can see what it said before', async () => {
    await posts('Ten hills').getByRole('button', { name: 'More for the post by kai' }).click();
    await page.getByRole('menuitem', { name: 'Edit' }).click();
    await page
      .getByRole('textbox', { name: 'Text of the post' })
      .fill('Eleven hills before breakfast. #running');
    await page.getByRole('button', { name: 'Save' }).click();
    await posts('Eleven hills').getByRole('link', { name: 'edited' }).click();
    await page.getByText('Ten hills before breakfast').waitFor();
    await page.goBack();
  });

  test('undoes the edit within ten seconds', async () => {
    await page.getByRole('button', { name: 'Undo' }).last().click();
    await posts('Ten hills').waitFor();
  });

  const hills = () => posts('Ten hills').first();
  const change = () => page.getByRole('textbox', { name: 'Text of the post' });
  const unsaved = () => hills().getByText('Your changes are not saved.');
  const beginChange = async (): Promise<void> => {
    await hills().getByRole('button', { name: 'More for the post by kai' }).click();
    await page.getByRole('menuitem', { name: 'Edit' }).click();
  };

  test('finds a change that was not saved again after a reload, and goes on with it', async () => {
    await beginChange();
    await change().fill('Ten hills and half a');
    const stands = page.waitForResponse((answer) => answer.url().includes('/v1/live'));
    await page.reload();
    await stands;
    await unsaved().waitFor();
    await hills().getByRole('button', { name: 'Continue' }).click();
    equal(await change().inputValue(), 'Ten hills and half a');
    // Esc while a word is put together lets go of that word alone.
    await change().dispatchEvent('keydown', { key: 'Escape', isComposing: true, bubbles: true });
    equal(await change().inputValue(), 'Ten hills and half a');
    await change().press('Escape');
    await unsaved().waitFor();
  });

  test('is offered it also after the post was changed elsewhere, and told so', async () => {
    const { pathname } = new URL(page.url());
    const status = await page.evaluate<number>(`fetch('/v1/posts/${pathname.split('/').at(-1)}', {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ text: 'Ten hills, said on the phone' }),
    }).then(({ status }) => status)`);
    equal(status, 200);
    await posts('said on the phone').waitFor();
    await hills().getByRole('button', { name: 'Continue' }).click();
    equal(await change().inputValue(), 'Ten hills and half a');
    await page.getByText('This post was changed after you began.').waitFor();
  });

  test('discards it, has it back, and is not offered what was saved', async () => {
    await page.getByRole('button', { name: 'Discard' }).click();
    await unsaved().waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Undo' }).last().click();
    await hills().getByRole('button', { name: 'Continue' }).click();
    await change().fill('Ten hills before breakfast. #running');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Changed.').last().waitFor();
    await page.reload();
    await posts('Ten hills before breakfast').waitFor();
    equal(await unsaved().count(), 0);
    equal(await page.evaluate<string>(`localStorage['touchline.drafts']`), '{}');
    await beginChange();
    equal(await change().inputValue(), 'Ten hills before breakfast. #running');
    await page.getByRole('button', { name: 'Cancel' }).click();
  });

  test('deletes after being asked, and the thread says so', async () => {
    await posts('And two more').getByRole('button', { name: 'More for the post by kai' }).click();
    await page.getByRole('menuitem', { name: 'Delete' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await page.getByRole('heading', { name: '0 replies' }).waitFor();
    equal(await posts('And two more').count(), 0);
    await page.reload();
    await page.getByText('No replies yet.').waitFor();
  });

  test('takes a post back within ten seconds and has its text again', async () => {
    await page.goto('/');
    await composer().fill('Said too soon');
    await page.getByRole('button', { name: 'Post', exact: true }).click();
    await page.getByText('Posted.').waitFor();
    await page.getByRole('button', { name: 'Undo' }).last().click();
    await page.getByText('The text is a draft again.').waitFor();
    equal(await posts('Said too soon').count(), 0);
    equal(await composer().inputValue(), 'Said too soon');
  });

  test('deletes on the page of the post and is back where it came from', async () => {
    await page.goto('/');
    await composer().fill('Not for long');
    await page.getByRole('button', { name: 'Post', exact: true }).click();
    await posts('Not for long').locator('.meta a').click();
    await page.waitForURL('**/p/*');
    await page.getByRole('button', { name: 'More for the post by kai' }).click();
    await page.getByRole('menuitem', { name: 'Delete' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await page.waitForURL((url) => url.pathname === '/');
    await page.getByText('Deleted.').waitFor();
    equal(await posts('Not for long').count(), 0);
  });

  test('picks another sport where newcomers do, and keeps the rest of the profile', async () => {
    const status = await page.evaluate<number>(`fetch('/v1/me/profile', {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'kai', bio: 'Hills, and more hills.', sports: ['football'] }),
    }).then(({ status }) => status)`);
    equal(status, 200);
    await page.goto('/welcome/sports');
    await page.getByRole('button', { name: 'Running', exact: true }).click();
    await page.getByRole('button', { name: 'Go on with 1 sport' }).click();
    await page.waitForURL('**/welcome/people');
    await page.goto('/u/kai');
    const about = page.getByRole('region', { name: 'About kai' });
    await about.getByText('Running').waitFor();
    equal(await about.getByText('Hills, and more hills.').count(), 1);
    equal(await about.getByText('Football').count(), 1);
  });

  test('is not told that there is nobody to follow where that could not be asked', async () => {
    await page.route('**/v1/people/suggestions?*', (route) => route.abort());
    await page.goto('/welcome/people');
    await page.getByText('No connection to the server.').waitFor();
    equal(await page.getByText('There is nobody new to suggest.').count(), 0);
    await page.unroute('**/v1/people/suggestions?*');
    await page.getByRole('button', { name: 'Try again' }).click();
    await page
      .getByRole('button', { name: /^Follow / })
      .first()
      .waitFor();
  });

  test('is led on from the log-in and the sign-up when logged in', async () => {
    for (const path of ['/login?to=/about', '/join?to=/about']) {
      await page.goto(path);
      await page.waitForURL((url) => url.pathname === '/about');
    }
  });

  test('stays logged in when the short-lived cookie has run out', async () => {
    await page.context().clearCookies({ name: 'touchline-access' });
    await page.goto('/settings/sessions');
    await page.getByText('This device').waitFor();
    const names = (await page.context().cookies()).map(({ name }) => name).toSorted();
    deepEqual(names, ['touchline-access', 'touchline-refresh']);
  });

  test('is still there when the browser has let go of all but the cookies, and the short-lived one is too old', async () => {
    const context = page.context();
    await page.evaluate('localStorage.clear()');
    // No page is there that would renew it.
    await page.goto('about:blank');
    for (const cookie of await context.cookies())
      if (cookie.name === 'touchline-access')
        await context.addCookies([{ ...cookie, value: 'e30.e30.c3RhbGU' }]);
    await page.goto('/');
    await page.getByRole('textbox', { name: 'How did it go?' }).waitFor();
  });

  test('sees a public page where the session is over and only its cookies are left', async () => {
    const other = await stage.member('ida');
    const context = other.context();
    const cookies = await context.cookies();
    await other.evaluate('localStorage.clear()');
    await other.goto('about:blank');
    const ended = await context.request.delete('/v1/sessions/current', { headers: { origin: stage.url } });
    equal(ended.ok(), true);
    await context.addCookies(cookies);
    await other.goto('/');
    await other.getByRole('article').first().waitFor();
    deepEqual(await context.cookies(), []);
    equal(await other.getByText('This session is over.').count(), 0, 'a visitor has lost none');
    await context.addCookies(cookies);
    await other.goto('/login');
    await other.getByLabel('Handle or e-mail address').fill('ida');
    await other.getByLabel('Password').fill(password);
    await other.getByRole('button', { name: 'Log in', exact: true }).click();
    await other.getByRole('textbox', { name: 'How did it go?' }).waitFor();
    await context.close();
  });

  test('is told in words when something is refused, and what was shown goes back', async () => {
    await page.goto('/public');
    const snow = posts(/SNOW/);
    await page.route('**/kudos', (route) =>
      route.fulfill({
        status: 404,
        contentType: 'application/problem+json',
        body: JSON.stringify({
          type: 'urn:touchline:problem:no-such-post',
          title: 'no such post',
          status: 404,
          code: 'no-such-post',
          detail: 'There is no such post.',
          requestId: 'r1',
        }),
      }),
    );
    await snow.getByRole('button', { name: '4 kudos' }).click();
    await page.getByText('This post is not here any more.').waitFor();
    await snow.getByRole('button', { name: '4 kudos', pressed: false }).waitFor();
    await page.unroute('**/kudos');
  });

  test('is told that a change is saved where a page cannot show it yet, and sees it after another try', async () => {
    await page.goto('/settings/privacy');
    const kept = page.waitForResponse((answer) => answer.request().method() === 'PUT');
    await page.getByRole('switch').first().click();
    equal((await kept).ok(), true);
    await page.route('**/v1/sessions?*', (route) =>
      route.fulfill({
        status: 503,
        contentType: 'application/problem+json',
        headers: { 'retry-after': '1' },
        body: JSON.stringify({ status: 503, code: 'not-yet-visible', detail: 'Not yet.', requestId: 'r2' }),
      }),
    );
    await page.goto('/settings/sessions');
    await page.getByText('Your latest change is saved; this page is still catching up.').waitFor();
    await page.unroute('**/v1/sessions?*');
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByText('This device').waitFor();
  });

  test('ends the session by logging out also when the short-lived cookie has run out', async () => {
    await page.goto('/');
    await composer().fill('The last word');
    await page.getByRole('button', { name: 'Post', exact: true }).click();
    await page.getByText('Posted.').waitFor();
    const stands = page.waitForResponse((answer) => answer.url().includes('/v1/live'));
    await page.getByRole('link', { name: 'Settings' }).first().click();
    await stands;
    await page.context().clearCookies({ name: 'touchline-access' });
    await page.getByRole('button', { name: /^Log out/ }).click();
    await page.getByText('You are logged out.').waitFor();
    deepEqual(await page.context().cookies(), []);
    equal(await page.getByText('Posted.').count(), 0, 'nobody can undo what they did not do');
  });

  test('meets no error and breaks no rule of the security policy', () => deepEqual(stage.faults, []));
});
