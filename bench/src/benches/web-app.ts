import type { Page } from 'playwright-core';
import { median, type Bench, type Figure } from '../bench.ts';
import { appStage, logInAsGuest, type AppStage } from '../browser/app-stage.ts';
import { mainThread, painted, type MainThread, type Spent } from '../browser/main-thread.ts';
import { barAtPace, timeYardstick } from '../browser/pace.ts';
import { texts } from '../data/people-and-posts.ts';

/** Of each round. */
const clicks = 4;
const patches = 12;
const cards = 1_000;
const authors = 20;

/** What the app costs a phone while it is used: processor time of the main thread at a quarter of its speed. */
export const webApp: Bench = {
  name: 'web-app',
  about: `a kudos, a live patch, ${cards} cards; processor time of the page's thread, slowed down four times`,
  async run({ rounds, strict }) {
    const stage = await appStage();
    try {
      const people: string[] = [];
      for (let i = 0; i < authors; i++) {
        const account = { handle: `runner_${i}`, name: `Runner Number ${i}` };
        people.push((await stage.ask<{ id: string }>('POST', '/v1/admin/accounts', account)).id);
      }
      const page = await stage.context.newPage();
      await page.addInitScript(countShifts);
      await logInAsGuest(page);
      await page.goto('/public');
      await page.getByRole('article').nth(10).waitFor();
      const thread = await mainThread(page);
      const first = await clickFigures(page, thread, rounds);
      const live = await patchFigures(stage, page, thread, people[0] ?? '', rounds);
      const text = texts(cards);
      for (let i = 0; i < cards; i += authors)
        await Promise.all(
          people.map((person, j) => stage.ask('POST', '/v1/posts', { text: text[i + j] }, person)),
        );
      // What nothing is held against is left out where only that counts.
      if (strict)
        return [...first, ...live, ...(await thread.unslowed(() => manyCards(page, thread))).filter(isHeld)];
      const many = await manyCards(page, thread);
      const late = await clickFigures(page, thread, rounds, ` among ${cards} cards`);
      return [...first, ...live, ...many, ...late];
    } finally {
      await stage.close();
    }
  },
};

const isHeld = ({ bar }: Figure): boolean => bar !== undefined;
const taskMs = (all: readonly Spent[]): readonly number[] => all.map((one) => one.taskMs);
const changeMs = (all: readonly Spent[]): readonly number[] => all.map((one) => one.changeMs);

/** Kudos for the first two cards in turns, given and taken back. */
async function clickFigures(page: Page, thread: MainThread, rounds: number, where = ''): Promise<Figure[]> {
  const times: Spent[] = [];
  const idle: Spent[] = [];
  const yards: Spent[] = [];
  await page.evaluate('scrollTo(0, 0)');
  for (let i = 0; i < clicks * rounds; i++) {
    const button = page
      .getByRole('article')
      .nth(i % 2)
      .getByRole('button', { name: /kudos/i });
    const box = await button.boundingBox();
    if (!box) throw new Error('A card has no button for kudos.');
    const before = await button.getAttribute('aria-pressed');
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    await settled(page);
    idle.push(await thread.timeOf(() => painted(thread)));
    if (where === '') yards.push(await timeYardstick(thread));
    times.push(
      await thread.timeOf(async () => {
        await page.mouse.down();
        await page.mouse.up();
        await painted(thread);
      }),
    );
    if ((await button.getAttribute('aria-pressed')) === before) throw new Error('A click gave no kudos.');
    await settled(page);
  }
  const note = `${median(taskMs(idle)).toFixed(1)} ms of it also without a click; fastest ${Math.min(...taskMs(times)).toFixed(1)} ms`;
  const figure = { what: `click to paint${where}`, value: median(taskMs(times)), unit: 'ms' };
  if (where !== '') return [{ ...figure, note }];
  const held = barAtPace(50, yards);
  return [{ ...figure, bar: held.bar, note: note + held.note }];
}

/** Kudos of somebody else, seen on an open card; then on many at once. */
async function patchFigures(
  { ask }: AppStage,
  page: Page,
  thread: MainThread,
  person: string,
  rounds: number,
): Promise<Figure[]> {
  // The stream tells of the counts of one's own feed, not of everybody's.
  const stands = page.waitForResponse((answer) => answer.url().includes('/v1/live'));
  await page.goto('/');
  await stands;
  await page.getByRole('article').nth(5).waitFor();
  await settled(page);
  const shown = await page.evaluate<string[]>(
    'Array.from(document.querySelectorAll("[data-post]"), (one) => one.dataset.post)',
  );
  const { items } = await ask<{ items: { id: string }[] }>('GET', '/v1/feed/public?limit=100');
  const ids = shown.filter((one) => items.some(({ id }) => id === one));
  const give = (id: string, method: string): Promise<unknown> =>
    ask(method, `/v1/posts/${id}/kudos`, undefined, person);
  const id = ids[1] ?? '';
  const times: Spent[] = [];
  const idle: Spent[] = [];
  const yards: Spent[] = [];
  for (let i = 0; i < patches * rounds; i++) {
    idle.push(await thread.timeOf(() => painted(thread)));
    yards.push(await timeYardstick(thread));
    await thread.run(watch([id]));
    times.push(
      await thread.timeOf(async () => {
        await give(id, i % 2 === 0 ? 'PUT' : 'DELETE');
        await thread.run('window.changed');
        await painted(thread);
      }),
    );
  }
  const burst = ids.filter((one) => one !== id);
  await thread.run(watch(burst));
  const all = await thread.timeOf(async () => {
    await Promise.all(burst.map((one) => give(one, 'PUT')));
    await thread.run('window.changed');
    await painted(thread);
  });
  const shift = await page.evaluate<number>('window.shifted');
  const change = median(changeMs(times));
  const note = `${median(changeMs(idle)).toFixed(1)} ms of it also without a patch; with painting ${median(taskMs(times)).toFixed(1)} ms, of which ${median(taskMs(idle)).toFixed(1)} ms also without`;
  const held = barAtPace(5, yards);
  return [
    {
      what: 'live patch, in the page',
      value: change,
      unit: 'ms',
      bar: held.bar,
      note: note + held.note,
    },
    { what: `burst of ${burst.length} patches, in the page`, value: all.changeMs, unit: 'ms' },
    { what: 'layout shift while reading live', value: shift, unit: '', bar: { atMost: 0.02 } },
  ];
}

async function manyCards(page: Page, thread: MainThread): Promise<Figure[]> {
  await page.goto('/public');
  const all = page.getByRole('article');
  const read = await thread.timeOf(async () => {
    for (let now = 0; now < cards;) {
      await all.nth(now).waitFor({ state: 'attached' });
      now = await all.count();
      await page.evaluate('scrollTo(0, document.documentElement.scrollHeight)');
    }
    await settled(page);
  });
  return [
    {
      what: `JavaScript heap with ${await all.count()} cards`,
      value: await thread.heapMb(),
      unit: 'MB',
      bar: { atMost: 60 },
    },
    { what: 'reading on, per card', value: read.taskMs / cards, unit: 'ms' },
  ];
}

/** In the page: all shifts of the layout that nobody asked for, added up. */
const countShifts = `
  window.shifted = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shifted += entry.value;
  }).observe({ type: 'layout-shift', buffered: true });
`;

/** In the page, before anything happens: `window.changed` is when each of these posts has changed. */
const watch = (
  ids: readonly string[],
): string => `void (window.changed = Promise.all(${JSON.stringify(ids)}.map((id) =>
  new Promise((done) => {
    const card = document.querySelector('[data-post="' + id + '"]');
    new MutationObserver((_, observer) => { observer.disconnect(); done(); })
      .observe(card, { subtree: true, childList: true, characterData: true, attributes: true });
  }))))`;

/** Until the page has had nothing to do for a while. */
const settled = (page: Page): Promise<unknown> =>
  page.evaluate('new Promise((done) => setTimeout(() => requestIdleCallback(done), 150))');
