import { deepEqual, equal } from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { fetched } from './stage/fetched.ts';
import { sessionEndHeard } from './stage/session-end-heard.ts';
import { openStage, password, type Stage, withoutBrowser } from './stage/stage.ts';

const iPhone =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Mobile/15E148 Safari/604.1';
const firefox = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:145.0) Gecko/20100101 Firefox/145.0';

describe('somebody with a phone and a computer', { skip: withoutBrowser(process.env['PATH']) }, () => {
  let stage: Stage;
  let phone: Page;
  let computer: Page;
  before(async () => {
    stage = await openStage({ env: process.env });
    phone = await stage.member('kai', { colorScheme: 'dark', userAgent: iPhone });
    computer = await stage.visitor({ viewport: { width: 1280, height: 860 }, userAgent: firefox });
    await logIn();
  });
  after(() => stage.close());

  async function logIn(): Promise<void> {
    await computer.goto('/login');
    await computer.getByLabel('Handle or e-mail address').fill('kai');
    await computer.getByLabel('Password').fill(password);
    const stands = computer.waitForResponse((answer) => answer.url().includes('/v1/live'));
    await computer.getByRole('button', { name: 'Log in', exact: true }).click();
    await computer.getByRole('textbox', { name: 'How did it go?' }).waitFor();
    await stands;
  }
  const sessions = (text: string) => phone.getByRole('listitem').filter({ hasText: text });
  async function endTheOther(): Promise<void> {
    await phone.goto('/settings/sessions');
    await sessions('Firefox on Windows').getByRole('button').click();
  }
  /** She may be suggested on the same page, too. */
  const profile = (page: Page) => page.getByRole('region', { name: 'About Mara Hill' });
  /** The stream beats every 20 s, and nothing else would tell: who knows sooner was told. */
  const told = { timeout: 10_000 };

  test('sees on the phone in which browsers one is logged in, and which of them this is', async () => {
    await phone.goto('/settings/sessions');
    await sessions('Firefox on Windows').getByText('last used').waitFor();
    await sessions('Safari on iOS').getByText('This device').waitFor();
    equal(await sessions('This device').count(), 1);
    await phone.goto('/settings/language');
    await phone.getByText('Deutsch').click();
    await phone.getByRole('heading', { name: 'Sprache' }).waitFor();
    await phone.goto('/settings/sessions');
    await sessions('Firefox unter Windows').waitFor();
    await sessions('Safari unter iOS').getByText('Dieses Gerät').waitFor();
    await phone.goto('/settings/language');
    await phone.getByText('English').click();
    await phone.getByRole('heading', { name: 'Language' }).waitFor();
  });

  test('ends the computer’s session from the phone, and the computer is told at once', async (t) => {
    await computer.getByRole('textbox', { name: 'How did it go?' }).fill('Written on the computer');
    await endTheOther();
    const from = performance.now();
    await computer.getByRole('heading', { name: 'Where your sport lives' }).waitFor(told);
    t.diagnostic(`${Math.round(performance.now() - from)} ms`);
    equal(await computer.getByText('kai', { exact: true }).count(), 0);
    await phone.getByText('This device').waitFor();
  });

  test('finds what was typed there after logging in again', async () => {
    await logIn();
    equal(await computer.getByRole('textbox').first().inputValue(), 'Written on the computer');
  });

  test('sees on one what was done on the other', async () => {
    const stands = phone.waitForResponse((answer) => answer.url().includes('/v1/live'));
    await phone.goto('/');
    await stands;
    await computer.goto('/u/mara_hill');
    await profile(computer).getByRole('button', { name: 'Follow Mara Hill' }).click();
    await profile(computer).getByRole('button', { name: 'Following: Mara Hill' }).waitFor();
    await phone.goto('/u/mara_hill');
    await profile(phone).getByRole('button', { name: 'Following: Mara Hill' }).waitFor();
  });

  test('sees what was done on the other while the page was there and did not listen yet', async () => {
    const computerKnows = computer.waitForResponse(
      (answer) => answer.url().endsWith('/follow') && answer.request().method() === 'DELETE',
    );
    const mayListen = Promise.withResolvers<void>();
    await phone.route('**/v1/live?*', async (route) => {
      await mayListen.promise;
      await route.continue();
    });
    await phone.goto('/u/mara_hill');
    await profile(phone).getByRole('button', { name: 'Following: Mara Hill' }).waitFor();
    await profile(computer).getByRole('button', { name: 'Following: Mara Hill' }).click();
    await computerKnows;
    mayListen.resolve();
    await profile(phone).getByRole('button', { name: 'Follow Mara Hill' }).waitFor(told);
    await phone.unroute('**/v1/live?*');
  });

  test('sees what was done on the other where the page asked to listen before it had read anything', async () => {
    const computerKnows = computer.waitForResponse(
      (answer) => answer.url().endsWith('/follow') && answer.request().method() === 'PUT',
    );
    const listens = phone.waitForRequest((request) => request.url().includes('/v1/live'));
    const mayListen = Promise.withResolvers<void>();
    await phone.route('**/v1/**', async (route) => {
      await (route.request().url().includes('/v1/live') ? mayListen.promise : listens);
      await route.continue();
    });
    await phone.goto('/u/mara_hill');
    await profile(phone).getByRole('button', { name: 'Follow Mara Hill' }).waitFor();
    await profile(computer).getByRole('button', { name: 'Follow Mara Hill' }).click();
    await computerKnows;
    mayListen.resolve();
    await profile(phone).getByRole('button', { name: 'Following: Mara Hill' }).waitFor(told);
    await phone.unroute('**/v1/**');
  });

  test('says on a page about somebody that the session is over, shows it to a visitor, and leads back', async () => {
    const stands = computer.waitForResponse((answer) => answer.url().includes('/v1/live'));
    await computer.goto('/u/mara_hill');
    await stands;
    await endTheOther();
    const said = computer.getByRole('status').filter({ hasText: 'This session is over.' });
    await said.waitFor(told);
    await computer.getByRole('heading', { name: 'Mara Hill', level: 1 }).waitFor();
    await computer.getByRole('article').first().waitFor();
    equal(await computer.getByText('Reconnecting').count(), 0, 'a visitor hears of nothing here');
    await said.getByRole('link', { name: 'Log in' }).click();
    await computer.getByLabel('Handle or e-mail address').fill('kai');
    await computer.getByLabel('Password').fill(password);
    await computer.getByRole('button', { name: 'Log in', exact: true }).click();
    await computer.getByRole('heading', { name: 'Mara Hill', level: 1 }).waitFor();
    equal(await said.count(), 0);
  });

  test('logs out in one tab, and the other knows of it and mourns no session', async () => {
    await phone.goto('/settings');
    const other = await phone.context().newPage();
    // It hears for both once the first one has let go.
    const stands = other.waitForResponse((answer) => answer.url().includes('/v1/live'));
    await other.goto('/');
    await other.getByRole('textbox', { name: 'How did it go?' }).waitFor();
    await phone.reload();
    await stands;
    // The other one is told by its stream first, and has done all that it does about it.
    await phone.route('**/v1/sessions/current', async (route) => {
      const response = await fetched(route);
      await sessionEndHeard(other);
      await route.fulfill({ response });
    });
    await phone.getByRole('button', { name: 'Log out' }).click();
    await other.getByRole('heading', { name: 'Where your sport lives' }).waitFor(told);
    await phone.getByText('You are logged out.').waitFor();
    for (const page of [phone, other]) equal(await page.getByText('This session is over.').count(), 0);
    await other.close();
  });

  test('meets no error and breaks no rule of the security policy', () => deepEqual(stage.faults, []));
});
