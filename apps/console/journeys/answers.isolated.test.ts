import { deepEqual } from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { hold } from './stage/held.ts';
import { openStage, type Stage, withoutBrowser } from './stage/stage.ts';

describe('an answer that breaks off or is late', { skip: withoutBrowser(process.env['PATH']) }, () => {
  let stage: Stage;
  let page: Page;
  before(async () => {
    stage = await openStage({ env: process.env, demo: false });
    page = await stage.operator();
    page.setDefaultTimeout(10_000);
  });
  after(() => stage.close());

  const progress = {
    kind: 'progress',
    target: 'posts/post',
    state: 'building',
    done: 1,
    total: 9,
    rate: 1,
    leftS: 8,
    number: 1,
    of: 1,
  };
  const brokenOff = { contentType: 'application/jsonl', body: `${JSON.stringify(progress)}\n` };
  const isTold = (): Promise<void> => page.getByText('The audit tells what became of it.').waitFor();

  test('of a comparison is told, and it can be begun again', async () => {
    await page.route('**/v1/operator/views/verify', (route) => route.fulfill(brokenOff));
    await page.goto('/console/rebuilds?target=posts%2Fpost');
    await page.getByRole('button', { name: 'Compare with the log' }).click();
    await isTold();
    await page.unrouteAll();
    await page.getByRole('button', { name: 'Compare with the log' }).click();
    await page.getByText('is what the log says').waitFor();
  });

  test('of a rebuild is told', async () => {
    await page.route('**/v1/operator/rebuilds', (route) => route.fulfill(brokenOff));
    await page.goto('/console/rebuilds?target=posts%2Fpost');
    await page.getByRole('button', { name: 'Count first' }).click();
    await page.getByRole('button', { name: 'Rebuild 1 view' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Rebuild' }).click();
    await isTold();
    await page.unrouteAll();
  });

  test('of a verification of the log is told', async () => {
    await page.route('**/v1/operator/verify', (route) => route.fulfill(brokenOff));
    await page.goto('/console/health');
    await page.getByRole('button', { name: 'Verify now' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Verify' }).click();
    await isTold();
    await page.unrouteAll();
  });

  test('of a count takes no place of a later one', async () => {
    await page.goto('/console/rebuilds?target=posts%2Fpost');
    const late = await hold(page, ({ searchParams }) => searchParams.get('target') === 'posts/post');
    await page.getByRole('button', { name: 'Count first' }).click();
    const asked = await late.asked;
    await page.getByLabel('What to rebuild').selectOption('feed/card');
    await page.getByRole('button', { name: 'Count first' }).click();
    await page.getByRole('cell', { name: 'feed/card' }).waitFor();
    late.letGo();
    await (await asked.response())?.finished();
    await page.evaluate('fetch("/v1/operator/overview").then((answer) => answer.text())');
    deepEqual(await page.getByRole('cell', { name: 'feed/card' }).count(), 1);
    await page.unrouteAll();
  });

  test('of older acts leaves no hole while new ones come', async () => {
    for (let i = 0; i < 60; i++)
      await stage.post('/v1/operator/consumers/feed/resume', { reason: `old ${i}` });
    await page.goto('/console/audit');
    await page.getByRole('cell', { name: 'old 59' }).waitFor();
    await page.getByRole('button', { name: 'Older acts' }).click();
    await page.getByRole('cell', { name: 'old 0', exact: true }).waitFor();
    for (let i = 0; i < 5; i++)
      await stage.post('/v1/operator/consumers/feed/resume', { reason: `new ${i}` });
    await page.getByRole('cell', { name: 'new 4' }).waitFor();
    const reasons: string[] = await page.locator('tbody td:nth-child(4)').allTextContents();
    const told = reasons.filter((one) => /^(old|new)/.test(one));
    deepEqual(told.length, 65, told.join());
  });

  test('of older acts that fails is told', async () => {
    await page.goto('/console/audit');
    await page.route(
      ({ searchParams }) => searchParams.has('after'),
      (route) => route.abort(),
    );
    await page.getByRole('button', { name: 'Older acts' }).click();
    await page.getByText('The server does not answer.').waitFor();
    await page.unrouteAll();
  });

  test('of older acts of all kinds is not shown among those of one', async () => {
    await page.goto('/console/audit');
    const late = await hold(page, ({ searchParams }) => searchParams.has('after'));
    await page.getByRole('button', { name: 'Older acts' }).click();
    const asked = await late.asked;
    await page.getByLabel('What').selectOption('VerifyViews');
    await page.getByText('old 59').waitFor({ state: 'detached' });
    late.letGo();
    await (await asked.response())?.finished();
    await page.evaluate('fetch("/v1/operator/overview").then((answer) => answer.text())');
    deepEqual(await page.getByText(/^old/).count(), 0);
    await page.unrouteAll();
  });

  test('of more accounts that fails is told', async () => {
    await page.route('**/v1/admin/accounts?*', async (route) => {
      if (route.request().url().includes('before=')) return route.abort();
      const answer = await route.fetch();
      return route.fulfill({ json: { ...((await answer.json()) as object), next: 'x' } });
    });
    await page.goto('/console/people');
    await page.getByRole('button', { name: 'More accounts' }).click();
    await page.getByText('The server does not answer.').waitFor();
    await page.unrouteAll();
  });

  test('of a search is not told beside the words of another one', async () => {
    await page.goto('/console/people?find=eva');
    await page.getByRole('link', { name: '@eva' }).waitFor();
    await page.getByRole('link', { name: 'newest' }).click();
    await page.waitForURL(/people$/);
    deepEqual(await page.getByLabel('Handle or name').inputValue(), '');
  });

  test('of an act is told with where to look what became of it', async () => {
    await page.goto('/console/subscriptions');
    await page.route('**/v1/operator/consumers/*/pause', async (route) => {
      await route.fetch();
      await route.abort();
    });
    await page.getByRole('button', { name: 'Pause feed/card' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Pause it' }).click();
    await isTold();
    await page.getByRole('row', { name: /^card/ }).getByText('paused').waitFor();
    await page.unrouteAll();
  });

  test('of a screen that an update of the server took away is mended by loading the page again', async () => {
    await page.goto('/console');
    await page.getByRole('heading', { level: 1, name: 'Overview' }).waitFor();
    await page.route('**/console/assets/health-*.js', (route) => route.fulfill({ status: 404, body: '' }));
    await page.getByRole('link', { name: 'Health', exact: true }).click();
    await page.getByText('This screen could not be fetched.').waitFor();
    await page.unrouteAll();
    await page.getByRole('button', { name: 'Load the page again' }).click();
    await page.getByRole('heading', { level: 1, name: 'Health' }).waitFor();
  });
});
