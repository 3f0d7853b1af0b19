import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { howManyRun } from './injection/control.ts';
import { oneOfEach, payloads } from './injection/payloads.ts';
import { readPreviews } from './injection/previews.ts';
import { typeAll, type Visit, visitorOf } from './injection/visit.ts';
import { type World, writeAll } from './injection/written.ts';
import { openStage, password, type Stage, withoutBrowser } from './stage/stage.ts';

const all = payloads();
const byHand = oneOfEach(all);
/** Each has a page of its own: at a commit every sixteenth is gone to, and all of them at full length. */
const stride = process.env['TOUCHLINE_FAULTS'] === 'all' ? 1 : 16;
const some = <Item>(items: readonly Item[]): readonly Item[] => items.filter((_, i) => i % stride === 0);

const inPath = (text: string): string => encodeURIComponent(text.toWellFormed());
/** As a post keeps a text: line ends of one kind. */
const kept = (text: string): string => text.replaceAll(/\r\n?/g, '\n');

describe(
  `${all.length} texts that are scripts somewhere`,
  { skip: withoutBrowser(process.env['PATH']) },
  () => {
    let stage: Stage;
    let page: Page;
    let world: World;
    let visit: Visit;
    const found: string[] = [];

    before(async () => {
      stage = await openStage({ env: process.env });
      page = await stage.member('reader');
      await page.getByRole('article').first().waitFor();
      const idOf = async (handle: string): Promise<string> =>
        ((await (await fetch(`${stage.url}/v1/people/${handle}`)).json()) as { id: string }).id;
      const reader = await idOf('reader');
      // Who follows this one has to ask.
      const headers = { authorization: `Bearer ${stage.key}/${reader}` };
      equal((await fetch(`${stage.url}/v1/me/lock`, { method: 'PUT', headers })).ok, true);
      const followed = [reader, await idOf('mara_hill')];
      world = await writeAll(all, { url: stage.url, key: stage.key, followed });
      visit = await visitorOf(page, found);
    });
    after(() => stage.close());
    const posted = () => world.written.filter(({ post }) => post !== undefined);
    const nothing = () => deepEqual(found.splice(0), []);

    test('run where nothing stops them: the control', async (t) => {
      const blank = await stage.visitor();
      const tried = all.filter((_, i) => stride === 1 || i % 4 === 0);
      const ran = await howManyRun(blank, tried);
      t.diagnostic(`${ran} of ${tried.length} run as soon as they are markup or an address`);
      ok(ran > tried.length / 6, `${ran} ran`);
      await blank.context().close();
      stage.faults.length = 0; // Some of them throw, there.
    });

    test('are taken as text by the fields that take text, and refused by the others', (t) => {
      for (const [field, { taken, refused }] of Object.entries(world.tally))
        t.diagnostic(`${field}: ${taken} taken, ${refused} refused`);
      ok(all.length >= 500);
      ok(posted().length >= 500);
      for (const { handle } of world.written) match(handle, /^[a-z0-9_]{2,30}$/);
    });

    test('are read back from the feed, word for word', async () => {
      await visit('/public', 'article');
      await readToTheEnd(page, 'article', posted().length);
      const [texts, names] = await visit(null, 'article', '.text', '.who h2');
      for (const { payload, name } of posted()) {
        ok(texts?.includes(kept(payload)), payload);
        ok(names?.includes(name), name);
      }
      nothing();
    });

    test('are read back from a thread, a list of followers, and the requests', async () => {
      await visit(`/p/${world.thread}`, '.feed article');
      await readToTheEnd(page, '.feed article', world.tally['reply']?.taken ?? 0);
      const [texts] = await visit(null, '.feed article', '.text');
      for (const { payload } of posted()) ok(texts?.includes(kept(payload)), payload);
      for (const path of ['/u/mara_hill/followers', '/requests']) {
        await visit(path, '.person');
        await readToTheEnd(page, '.person', world.written.length);
        const [names] = await visit(null, '.person', '.person .name');
        for (const { name } of world.written) ok(names?.includes(name), `${path}: ${name}`);
      }
      nothing();
    });

    test('are read back from profiles, with title, place and links', async () => {
      for (const { handle, name, bio, location } of some(world.written)) {
        const seen = await visit(
          `/u/${handle}`,
          `a[href="/u/${handle}/followers"]`,
          '.names strong',
          '.profile > .text',
          '.facts span[dir]',
          'title',
        );
        deepEqual(seen, [
          [name],
          bio === '' ? [] : [bio],
          location === '' ? [] : [location],
          [`${name} · Touchline`],
        ]);
      }
      nothing();
    });

    test('are read back from a post’s page, and from what it said before', async () => {
      for (const { post = '', payload } of some(posted())) {
        const [texts] = await visit(`/p/${post}`, `.thread [data-post="${post}"]`, '.thread .text');
        deepEqual(texts, [kept(payload)]);
      }
      for (const post of world.edited) {
        const [texts] = await visit(`/p/${post}/history`, 'ol.feed > li', 'ol.feed .text');
        ok((texts?.length ?? 0) > 50, `${texts?.length} versions`);
      }
      nothing();
    });

    test('are no way anywhere in an address, and no command', async () => {
      for (const { text } of stride === 1 ? all : byHand)
        for (const [path, until] of [
          [`/u/${inPath(text)}`, 'h1'],
          [`/t/${inPath(text)}`, 'h1'],
          [`/p/${inPath(text)}`, 'h1'],
          [`/${inPath(text)}`, '.empty'],
          [`/login?to=${inPath(text)}`, 'form'],
          [`/public#${inPath(text)}`, 'article'],
        ] as const)
          await visit(path, until);
      await page.keyboard.press('Control+k');
      await page.getByRole('combobox', { name: 'Go to or do' }).waitFor();
      found.push(...(await typeAll(page, '[role=combobox]', all)));
      await page.keyboard.press('Escape');
      nothing();
    });

    test('lead nowhere after logging in', async () => {
      const texts = all.filter(({ family, text }) => family === 'web addresses' && text.startsWith('/'));
      ok(texts.length >= 4);
      for (const { text } of texts) {
        const visitor = await stage.visitor();
        await visitor.goto(`/login?to=${inPath(text)}`);
        await visitor.getByLabel('Handle or e-mail address').fill('reader');
        await visitor.getByLabel('Password').fill(password);
        await visitor.getByRole('button', { name: 'Log in', exact: true }).click();
        await visitor.getByRole('link', { name: 'Settings' }).first().waitFor();
        equal(new URL(visitor.url()).origin, stage.url);
        await visitor.context().close();
      }
    });

    test('stay text when they are typed: posted, answered, edited, waiting, saved as a profile', async () => {
      for (const { text } of byHand) {
        const typed = kept(text)
          .slice(0, 300)
          .toWellFormed()
          .replaceAll(/[^\P{Cc}\n\t]/gu, '');
        const card = page.getByRole('article').filter({ has: page.locator('.text').getByText('typed: ') });
        await visit('/compose', 'form');
        await page.getByRole('textbox', { name: 'How did it go?' }).fill(`typed: ${typed}`);
        await visit(null, 'form');
        await page.getByRole('button', { name: 'Post', exact: true }).click();
        await page.getByText('Posted.').last().waitFor();
        await visit('/public', 'article');
        await card.first().getByRole('link', { name: '0 replies' }).click();
        await page.getByRole('textbox', { name: /^Reply to/ }).fill(`typed: ${typed} again`);
        await page.getByRole('button', { name: 'Reply', exact: true }).click();
        await page.getByRole('heading', { name: '1 reply' }).waitFor();
        await visit(null, 'article');
        await page
          .locator('.thread')
          .getByRole('button', { name: /^More for/ })
          .click();
        await page.getByRole('menuitem', { name: 'Edit' }).click();
        await page.getByRole('textbox', { name: 'Text of the post' }).fill(`edited: ${typed}`);
        await page.getByRole('button', { name: 'Save' }).click();
        await page.locator('.thread .text').filter({ hasText: 'edited: ' }).waitFor();
        await visit(null, 'article');
      }
      nothing();
    });

    test('stay text in the previews that other programs show of a link', async (t) => {
      const read = await readPreviews(await stage.visitor(), stage.url, world.written);
      t.diagnostic(`${read.pages} pages`);
      ok(read.pages > 1000);
      deepEqual(read.found, []);
    });

    test('meet no error and break no rule of the security policy', () => deepEqual(stage.faults, []));
  },
);

/** Lists go on where their end comes near, or by their button. */
async function readToTheEnd(page: Page, selector: string, least: number): Promise<void> {
  const rows = page.locator(selector);
  for (let now = await rows.count(); now < least; now = await rows.count()) {
    // At once, wherever the list has moved it to.
    await page.getByRole('button', { name: 'Show more' }).dispatchEvent('click');
    await rows.nth(now).waitFor();
  }
}
