import { deepEqual, equal } from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { fetched } from './stage/fetched.ts';
import { openStage, type Stage, withoutBrowser } from './stage/stage.ts';

describe(
  'a server that is killed while people are here',
  { skip: withoutBrowser(process.env['PATH']) },
  () => {
    let stage: Stage;
    let page: Page;
    before(async () => {
      stage = await openStage({ env: process.env, look: 'desktop-dark', apart: true });
      page = await stage.member('kai');
      await page.goto('/public');
      await page.getByRole('article').first().waitFor();
    });
    after(() => stage.close());
    const composer = () => page.getByRole('textbox', { name: 'How did it go?' });
    const posts = (text: string | RegExp) => page.getByRole('article').filter({ hasText: text });
    const times = async (text: string): Promise<number> => {
      const answer = await fetch(`${stage.url}/v1/feed/public?limit=100`);
      const { items } = (await answer.json()) as { items: { text: string }[] };
      return items.filter((one) => one.text === text).length;
    };
    async function post(text: string): Promise<void> {
      await composer().fill(text);
      await page.getByRole('button', { name: 'Post', exact: true }).click();
    }
    /** What is waited for is tried again after seconds by itself; here at once. */
    const lookAgain = () => page.evaluate('dispatchEvent(new Event("online"))');

    test('keeps what was told it, and says what waits', async () => {
      await post('Before the fall');
      await page.getByText('Posted.').waitFor();
      await stage.apart?.kill();
      await post('While it was down');
      await posts('While it was down').getByText('waits for a connection').waitFor();
      await posts(/SNOW/).getByRole('button', { name: '4 kudos' }).click();
      await posts(/SNOW/).getByRole('button', { name: '5 kudos', pressed: true }).waitFor();
      await composer().fill('Half a sentence');
    });

    test('has it all when it is back, once, and nobody was logged out', async () => {
      await stage.apart?.startAgain();
      await lookAgain();
      await page.getByText('2 things wait').waitFor({ state: 'detached' });
      await posts('While it was down').getByText('waits for a connection').waitFor({ state: 'detached' });
      equal(await composer().inputValue(), 'Half a sentence');
      await page.reload();
      await posts('Before the fall').waitFor();
      await posts('While it was down').waitFor();
      await posts(/SNOW/).getByRole('button', { name: '5 kudos', pressed: true }).waitFor();
      equal(await composer().inputValue(), 'Half a sentence');
      deepEqual([await times('Before the fall'), await times('While it was down')], [1, 1]);
    });

    test('has a post once, too, that it took in its last moment', async () => {
      await page.route('**/v1/posts', async (route) => {
        await fetched(route);
        await stage.apart?.kill();
        await route.abort();
      });
      await post('The last thing it heard');
      await posts('The last thing it heard').getByText('waits for a connection').waitFor();
      await page.unroute('**/v1/posts');
      await stage.apart?.startAgain();
      await lookAgain();
      await posts('The last thing it heard')
        .getByText('waits for a connection')
        .waitFor({ state: 'detached' });
      equal(await times('The last thing it heard'), 1);
    });

    test('is heard again by open pages, without a reload', async () => {
      const other = await stage.member('ben');
      await other.getByRole('textbox', { name: 'How did it go?' }).fill('Good to be back');
      await other.getByRole('button', { name: 'Post', exact: true }).click();
      await other.getByText('Posted.').waitFor();
      await lookAgain();
      await page.getByRole('button', { name: '1 new post' }).click();
      await posts('Good to be back').waitFor();
      await other.context().close();
    });

    test('meets no error and breaks no rule of the security policy', () => deepEqual(stage.faults, []));
  },
);
