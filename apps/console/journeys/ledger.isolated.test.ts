import { deepEqual } from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { hold } from './stage/held.ts';
import { openStage, type Stage, withoutBrowser } from './stage/stage.ts';

const isOlderPage = ({ pathname, searchParams }: URL): boolean =>
  pathname === '/v1/operator/events' && searchParams.has('after');

describe('the ledger', { skip: withoutBrowser(process.env['PATH']) }, () => {
  let stage: Stage;
  let page: Page;
  before(async () => {
    stage = await openStage({ env: process.env });
    page = await stage.operator();
    page.setDefaultTimeout(10_000);
  });
  after(() => stage.close());

  const rows = (): Promise<string[]> =>
    page.evaluate<string[]>(
      `Array.from(document.querySelectorAll('.events tbody tr'), (row) => row.dataset.place)`,
    );
  const types = (): Promise<string[]> =>
    page.evaluate<string[]>(
      `Array.from(document.querySelectorAll('.events tbody .link'), (one) => one.textContent)`,
    );
  const newest = async (limit: number, q = ''): Promise<string[]> => {
    const { events } = await stage.get<{ events: { partition: number; position: number }[] }>(
      `/v1/operator/events?limit=${limit}&q=${encodeURIComponent(q)}`,
    );
    return events.map(({ partition, position }) => `${partition}.${position}`);
  };
  const isShown = (place: string | undefined): Promise<void> =>
    page.locator(`[data-place="${place}"]`).waitFor({ state: 'attached' });

  test('of a filter shows nothing that was asked for with the one before', async () => {
    await page.goto('/console/ledger');
    const older = await hold(page, isOlderPage);
    await page.getByRole('button', { name: 'Older events' }).scrollIntoViewIfNeeded();
    await older.asked;
    await page.getByRole('textbox', { name: 'Filter' }).fill('type:AccountRegistered');
    await page.getByRole('button', { name: 'Filter', exact: true }).click();
    await page.getByRole('button', { name: 'AccountRegistered' }).first().waitFor();
    older.letGo();
    await (await older.asked).response().catch(() => undefined);
    await page.evaluate('scrollTo(0, 0)');
    await stage.register('nora');
    await isShown((await newest(1, 'type:AccountRegistered'))[0]);
    deepEqual([...new Set(await types())], ['AccountRegistered']);
    await page.unrouteAll();
  });

  test('keeps what came while older events were fetched', async () => {
    await page.goto('/console/ledger');
    const older = await hold(page, isOlderPage);
    await page.getByRole('button', { name: 'Older events' }).scrollIntoViewIfNeeded();
    await older.asked;
    await page.evaluate('scrollTo(0, 0)');
    await stage.post('/v1/posts', { text: 'Meanwhile', visibility: 'public' }, stage.administrator);
    const [came] = await newest(1, 'type:PostPublished');
    await isShown(came);
    const shown = (await rows()).length;
    older.letGo();
    await page.locator(`.events tbody tr >> nth=${shown + 10}`).waitFor({ state: 'attached' });
    deepEqual((await rows()).includes(came ?? ''), true);
    await page.unrouteAll();
  });

  test('asks once for older events that the server refuses', async () => {
    let times = 0;
    await page.route(isOlderPage, async (route) => {
      times++;
      await route.fulfill({ status: 400, json: { code: 'bad-cursor', status: 400, detail: '' } });
    });
    await page.goto('/console/ledger');
    await page.locator('.events tbody tr').first().waitFor();
    await page.getByRole('button', { name: 'Older events' }).scrollIntoViewIfNeeded();
    await page.getByText('The list has changed meanwhile').waitFor();
    // The page is drawn, and looks where its end is.
    for (let i = 0; i < 10; i++) await page.evaluate('new Promise((done) => requestAnimationFrame(done))');
    deepEqual(times, 1);
    await page.unrouteAll();
  });

  test('followed again shows what was written meanwhile, without a gap', async () => {
    await page.goto('/console/ledger');
    await page.locator('.events tbody tr').first().waitFor();
    await page.getByRole('button', { name: 'Following' }).click();
    for (let i = 0; i < 40; i++)
      await stage.post('/v1/posts', { text: `Unseen ${i}`, visibility: 'public' }, stage.administrator);
    await page.getByRole('button', { name: 'Follow', exact: true }).click();
    const expected = await newest(50);
    await isShown(expected[0]);
    deepEqual((await rows()).slice(0, 50), expected);
  });

  test('begins anew where more came than it keeps for who reads further down', async () => {
    const [sample] = (await stage.get<{ events: object[] }>('/v1/operator/events?limit=1')).events;
    const many = Array.from({ length: 600 }, (_, i) =>
      JSON.stringify({ ...sample, position: 900_001 + i, type: 'Flooded' }),
    );
    const down = Promise.withResolvers<void>();
    await page.route(
      '**/v1/operator/events/follow*',
      async (route) => {
        await down.promise;
        await route.fulfill({ body: `${many.join('\n')}\n` });
      },
      { times: 1 },
    );
    await page.goto('/console/ledger');
    await page.locator('.events tbody tr').first().waitFor();
    await page.evaluate('scrollTo(0, 400)');
    down.resolve();
    await page.getByRole('button', { name: '500 new events' }).click();
    await page.locator('.events tbody tr').first().waitFor();
    deepEqual((await types()).includes('Flooded'), false, 'with a hole behind the oldest of them');
    deepEqual((await rows()).slice(0, 40), await newest(40));
    await page.unrouteAll();
  });

  test('goes on where a year was typed that is none', async () => {
    await page.goto('/console/ledger');
    await page.getByText('Go to').click();
    const time = page.getByLabel('Time, as your clock shows it');
    await time.fill('2026-05-01T10:00');
    await time.focus();
    await time.pressSequentially('05012026261000');
    await page.getByRole('textbox', { name: 'Filter' }).fill('type:Account*');
    await page.getByRole('button', { name: 'Filter', exact: true }).click();
    await page.waitForURL(/q=type/);
    deepEqual(stage.faults, []);
  });

  test('keeps the filters that another tab saved', async () => {
    const other = await page.context().newPage();
    await other.goto('/console/ledger?q=type%3APost*');
    await page.goto('/console/ledger?q=type%3AAccount*');
    await other.getByRole('button', { name: 'Save this filter' }).click();
    await page.getByRole('link', { name: 'type:Post*' }).waitFor();
    await other.close();
    await page.getByRole('button', { name: 'Save this filter' }).click();
    await page.reload();
    deepEqual(await page.getByRole('list', { name: 'Saved filters' }).getByRole('link').allTextContents(), [
      'type:Post*',
      'type:Account*',
    ]);
  });

  test('gives the focus back to the row whose event was closed', async () => {
    await page.goto('/console/ledger?q=type%3AAccountRegistered');
    await page.getByRole('button', { name: 'AccountRegistered' }).first().click();
    await page.locator('.detail').getByRole('button', { name: 'Close' }).press('Enter');
    await page.locator('.detail').waitFor({ state: 'detached' });
    deepEqual(await page.evaluate('document.activeElement.textContent'), 'AccountRegistered');
  });

  test('can leave an event that is not there', async () => {
    await page.goto('/console/ledger?at=0.999999');
    await page.locator('.detail').getByRole('alert').waitFor();
    await page.locator('.detail').getByRole('button', { name: 'Close' }).click();
    await page.locator('.detail').waitFor({ state: 'detached' });
  });

  test('closes what is told of an event beside its causes and effects', async () => {
    await page.goto('/console/correlation/0.40');
    await page.locator('.tree .node').first().waitFor();
    await page.locator('.detail').getByRole('button', { name: 'Close' }).press('Enter');
    await page.locator('.detail').waitFor({ state: 'detached' });
  });

  test('since a time shows the newest first, and follows on from there', async () => {
    for (let i = 0; i < 80; i++)
      await stage.post('/v1/posts', { text: `Since ${i}`, visibility: 'public' }, stage.administrator);
    await page.goto('/console/ledger?q=type%3APostPublished%20since%3A1h');
    await page.locator('.events tbody tr').first().waitFor();
    await stage.post('/v1/posts', { text: 'The last', visibility: 'public' }, stage.administrator);
    const expected = await newest(60, 'type:PostPublished');
    await isShown(expected[0]);
    deepEqual((await rows()).slice(0, 60), expected);
  });

  test('is not drawn for each event of many that come at once', async () => {
    const [sample] = (await stage.get<{ events: object[] }>('/v1/operator/events?limit=1')).events;
    const many = Array.from({ length: 400 }, (_, i) =>
      JSON.stringify({ ...sample, position: 900_001 + i, type: 'Flooded' }),
    );
    const drawn = Promise.withResolvers<void>();
    await page.route(
      '**/v1/operator/events/follow*',
      async (route) => {
        await drawn.promise;
        await route.fulfill({ body: `${many.join('\n')}\n` });
      },
      { times: 1 },
    );
    await page.goto('/console/ledger');
    await page.locator('.events tbody tr').first().waitFor();
    await page.evaluate(`new MutationObserver(() => (window.drawings = (window.drawings ?? 0) + 1))
      .observe(document.querySelector('.events tbody'), { childList: true })`);
    drawn.resolve();
    await isShown('0.900400');
    const drawings = await page.evaluate<number>('window.drawings');
    deepEqual(drawings < 20, true, `${drawings} drawings`);
  });

  test('follows only while it is looked at, and shows what was written meanwhile', async () => {
    const look = (hidden: boolean): Promise<void> =>
      page.evaluate(`Object.defineProperty(document, 'hidden', { value: ${hidden}, configurable: true });
        document.dispatchEvent(new Event('visibilitychange'))`);
    const isFollow = (url: string): boolean => url.includes('/events/follow');
    const opened = page.waitForRequest((one) => isFollow(one.url()));
    await page.goto('/console/ledger');
    const following = await opened;
    await page.locator('.events tbody tr').first().waitFor();
    const ended = page.waitForEvent('requestfailed', (one) => one === following);
    await look(true);
    await ended;
    for (let i = 0; i < 40; i++)
      await stage.post('/v1/posts', { text: `Hidden ${i}`, visibility: 'public' }, stage.administrator);
    await look(false);
    const expected = await newest(50);
    await isShown(expected[0]);
    deepEqual((await rows()).slice(0, 50), expected);
  });

  test('shows the event that its address names, and none of the filter before', async () => {
    await page.goto('/console/ledger?q=type%3AAccountRegistered');
    await page.getByRole('button', { name: 'AccountRegistered' }).first().click();
    await page.locator('.detail h2', { hasText: 'AccountRegistered' }).waitFor();
    await page.getByRole('textbox', { name: 'Filter' }).fill('type:PostPublished');
    await page.getByRole('button', { name: 'Filter', exact: true }).click();
    await page.getByRole('button', { name: 'PostPublished' }).first().waitFor();
    deepEqual(await page.locator('.detail').count(), 0);
  });

  test('leaves the place it was opened at when it is told to go to another', async () => {
    await page.goto('/console/ledger?at=0.20');
    await page.getByText('From 0.20 backwards').waitFor();
    await page.getByText('Go to', { exact: true }).click();
    await page.getByRole('textbox', { name: 'Position' }).fill('0.30');
    await page.getByRole('textbox', { name: 'Position' }).press('Enter');
    await isShown('0.30');
    deepEqual((await rows())[0], '0.30');
  });

  test('asks once for a filter that the server refuses, and follows it no more', async () => {
    const own = await page.context().newPage();
    await own.clock.install();
    let times = 0;
    own.on('request', (one) => void (one.url().includes('/operator/events') && times++));
    const refused = own.waitForResponse((one) => one.url().includes('/events/follow'));
    await own.goto('/console/ledger?q=colour%3Ared');
    await (await refused).finished();
    for (let i = 0; i < 10; i++) {
      const overview = own.waitForResponse((one) => one.url().endsWith('/overview'));
      await own.clock.runFor(3_000);
      await (await overview).finished();
    }
    deepEqual(times, 2, 'the page and what follows it');
    await own.close();
  });

  test('that is full calls no event the first of the log', async () => {
    const [sample] = (await stage.get<{ events: object[] }>('/v1/operator/events?limit=1')).events;
    const many = Array.from({ length: 2000 }, (_, i) =>
      JSON.stringify({ ...sample, position: 900_001 + i, type: 'Flooded' }),
    );
    const drawn = Promise.withResolvers<void>();
    await page.route('**/v1/operator/events/follow*', async (route) => {
      await drawn.promise;
      await route.fulfill({ body: `${many.join('\n')}\n` });
    });
    await page.goto('/console/ledger?q=type%3AAccountRegistered');
    await page.getByText('That is the beginning of the log.').waitFor();
    // What follows is not read anew: the list stays as it is.
    await page.route('**/v1/operator/events?*', (route) => route.abort());
    drawn.resolve();
    await isShown('0.902000');
    await page.getByText('which is all a page holds').waitFor();
    await page.unrouteAll();
  });
});
