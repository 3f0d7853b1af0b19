import { deepEqual } from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { hold } from './stage/held.ts';
import { openStage, type Stage, withoutBrowser } from './stage/stage.ts';

const isOverview = ({ pathname }: URL): boolean => pathname === '/v1/operator/overview';

describe('the way in and out', { skip: withoutBrowser(process.env['PATH']) }, () => {
  let stage: Stage;
  before(async () => {
    stage = await openStage({ env: process.env, demo: false });
  });
  after(() => stage.close());

  const keyOfServer = async (): Promise<string> => {
    const { readServerFile } = await import('@touchline/server/server-file');
    return (await readServerFile(`${stage.folder}/data`))?.key ?? '';
  };
  async function enter(page: Page, key: string): Promise<void> {
    await page.getByText('With the key of the server').click();
    await page.getByLabel('Key', { exact: true }).fill(key);
    await page.getByRole('button', { name: 'Go in' }).click();
  }

  test('an answer that was on its way as one left with the key lets nobody in again', async () => {
    const page = await stage.visitor();
    await page.goto('/console');
    await enter(page, await keyOfServer());
    await page.getByRole('heading', { level: 1, name: 'Overview' }).waitFor();
    await page.evaluate(`new MutationObserver(() => {
      if (document.querySelector('.side')) window.wasIn = true;
    }).observe(document.body, { childList: true, subtree: true })`);
    const late = await hold(page, isOverview);
    const asked = await late.asked;
    await page.getByRole('button', { name: 'Leave the console' }).click();
    await page.getByRole('heading', { level: 1, name: 'Touchline console' }).waitFor();
    await page.evaluate('window.wasIn = false');
    late.letGo();
    await (await asked.response())?.finished();
    await page.evaluate('fetch("/v1/operator/overview").then((answer) => answer.text())');
    deepEqual(await page.evaluate('window.wasIn'), false);
    await page.context().close();
  });

  test('a tab that is looked at again and again asks no more often for that', async () => {
    const page = await stage.operator();
    const late = await hold(page, isOverview);
    await late.asked;
    await page.clock.install();
    for (let i = 0; i < 5; i++) await page.evaluate('document.dispatchEvent(new Event("visibilitychange"))');
    late.letGo();
    await page.getByText('Events written').waitFor();
    let asked = 0;
    page.on('request', (request) => void (isOverview(new URL(request.url())) && asked++));
    for (let i = 0; i < 4; i++) {
      const answer = page.waitForResponse((one) => isOverview(new URL(one.url())));
      await page.clock.runFor(3_000);
      await (await answer).finished();
    }
    deepEqual(asked <= 5, true, `${asked} times in twelve seconds`);
    await page.context().close();
  });

  test('a key is not called unknown while the server is away', async () => {
    const page = await stage.visitor();
    await page.goto('/console');
    await page.getByText('For those who run this Touchline.').waitFor();
    await page.route(isOverview, (route) => route.abort());
    await enter(page, await keyOfServer());
    await page.getByText('The server does not answer.').waitFor();
    deepEqual(await page.getByText('does not know this key').count(), 0);
    await page.unrouteAll();
    await page.getByRole('heading', { level: 1, name: 'Overview' }).waitFor();
    await page.context().close();
  });

  test('a question that was open when the session ended is not asked the next one who comes in', async () => {
    const kai = await stage.register('kai');
    const page = await stage.operator();
    await page.goto(`/console/people/${kai}`);
    await page.getByRole('button', { name: 'Suspend' }).click();
    await page.getByRole('dialog').waitFor();
    await stage.post(`/v1/operator/accounts/${stage.administrator}/end-sessions`, { reason: 'Lost laptop' });
    await page.getByRole('heading', { level: 1, name: 'Touchline console' }).waitFor();
    await page.getByLabel('Handle or e-mail address').fill('eva');
    await page.getByLabel('Password').fill('wet grass and late trains');
    await page.getByRole('button', { name: 'Log in' }).click();
    await page.getByRole('heading', { level: 1, name: '@kai' }).waitFor();
    deepEqual(await page.getByRole('dialog').count(), 0);
    await page.context().close();
  });

  test('a server that takes the question and never answers is told of as away, and asked again', async () => {
    const page = await stage.operator();
    await page.getByText(/live/).first().waitFor();
    await page.clock.install();
    const late = await hold(page, isOverview);
    await page.clock.runFor(3_000);
    await late.asked;
    await page.clock.runFor(15_000);
    await page.getByText('no answer, figures are old').waitFor();
    late.letGo();
    await page.clock.runFor(3_000);
    await page.getByText('no answer, figures are old').waitFor({ state: 'detached' });
    await page.context().close();
  });

  test('of the one who was in before nothing stays when another tab logs in as somebody else', async () => {
    const person = await stage.register('ana');
    await stage.post(`/v1/operator/accounts/${person}/role`, { role: 'console-viewer', reason: 'Looks' });
    const page = await stage.operator();
    await page.goto('/console/ledger?q=type:AccountRegistered');
    await page.getByRole('button', { name: 'AccountRegistered' }).first().click();
    await page.getByRole('button', { name: 'Show', exact: true }).click();
    await page.getByLabel('Why').fill('Who is it');
    await page.getByRole('button', { name: 'Show them' }).click();
    await page.locator('.detail .j-text').first().waitFor();
    const other = await page.context().newPage();
    await other.goto('/');
    await other.evaluate(async () => {
      const headers = { 'content-type': 'application/json', 'touchline-session': 'cookie' };
      const body = JSON.stringify({ login: 'ana', password: 'wet grass and late trains' });
      await fetch('/v1/sessions', { method: 'POST', headers, body });
      const me = (await (await fetch('/v1/me')).json()) as { id: string; handle: string; name: string };
      localStorage.setItem('touchline.member', JSON.stringify(me));
    });
    await page.getByText('read only').waitFor();
    await page.locator('.detail .hidden').first().waitFor();
    await page.context().close();
  });

  test('who has logged in in another tab is in here, too, when this one is looked at', async () => {
    const page = await stage.visitor();
    await page.goto('/console');
    await page.getByText('For those who run this Touchline.').waitFor();
    const other = await page.context().newPage();
    await stage.logIn(other, 'eva');
    await page.evaluate('document.dispatchEvent(new Event("visibilitychange"))');
    await page.getByRole('heading', { level: 1, name: 'Overview' }).waitFor();
    await page.context().close();
  });
});
