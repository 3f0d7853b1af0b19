import { deepEqual, equal } from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, before, describe, test } from 'node:test';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { memberScreens, openScreens, show } from './screens.ts';
import { openStage, type Stage, withoutBrowser } from './stage/stage.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const sizes = {
  phone: { width: 390, height: 844 },
  // 320 px is what a window of 1280 px is at 400 %.
  narrow: { width: 320, height: 568 },
  desktop: { width: 1280, height: 860 },
} as const;

const everything = `rules: { 'target-size': { enabled: true } }`;
/** Of the top layer axe knows nothing: what a menu covers, it takes for covering it. */
const allButTargets = `rules: { 'target-size': { enabled: false } }`;
/** All that the dark changes. */
const colors = `runOnly: ['color-contrast', 'link-in-text-block']`;

/** What axe finds, in one line each. */
async function violations(page: Page, rules = everything): Promise<string[]> {
  // Through the debugger, which the page's policy does not bind.
  if (!(await page.evaluate<boolean>('"axe" in window'))) await page.evaluate(axe);
  const { violations: found } = await page.evaluate<AxeResults>(
    `axe.run(document, { resultTypes: ['violations'], ${rules} })`,
  );
  return found.flatMap(({ id, nodes }) =>
    nodes.map(({ html, any }) => `${id}: ${html} ${any[0]?.message ?? ''}`),
  );
}

const overflow = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';

describe('every screen', { skip: withoutBrowser(process.env['PATH']) }, () => {
  let stage: Stage;
  before(async () => void (stage = await openStage({ env: process.env })));
  after(() => stage.close());

  test('has no fault that axe knows, and no line too wide', async (t) => {
    // Else colors go over into each other for a moment.
    const visitor = await stage.visitor({ reducedMotion: 'reduce' });
    const member = await stage.member('member', { reducedMotion: 'reduce' });
    const walks = [
      ...openScreens.map((screen) => ({ screen, page: visitor })),
      ...memberScreens.map((screen) => ({ screen, page: member })),
    ];
    for (const { screen, page } of walks) {
      for (const [size, viewport] of Object.entries(sizes))
        await t.test(`${screen.name}, ${size}`, async () => {
          await page.setViewportSize(viewport);
          // Opened once, and looked at in every width: as when a window is resized, or what is in it enlarged.
          if (size === 'phone') await show(page, screen);
          deepEqual(await violations(page), []);
          deepEqual(await page.evaluate<number>(overflow), 0, 'pixels wider than the window');
        });
      for (const size of ['phone', 'desktop'] as const)
        await t.test(`${screen.name}, ${size}, in the dark`, async () => {
          await page.setViewportSize(sizes[size]);
          await page.emulateMedia({ colorScheme: 'dark' });
          deepEqual(await violations(page, colors), []);
          await page.emulateMedia({ colorScheme: 'light' });
        });
      if (page === visitor)
        await t.test(`${screen.name}, from right to left`, async () => {
          await page.evaluate('document.documentElement.dir = "rtl"');
          for (const size of ['narrow', 'desktop'] as const) {
            await page.setViewportSize(sizes[size]);
            equal(await page.evaluate<number>(overflow), 0, size);
          }
        });
    }
  });

  test('keeps names beside their pictures, and @ and # before what they mark, from right to left', async () => {
    const page = await stage.visitor();
    await page.setViewportSize(sizes.desktop);
    await show(page, { name: 'visitor', path: '/', until: 'article' });
    await page.evaluate('document.documentElement.dir = "rtl"');
    const seen = await page.evaluate<{ gapPx: number; marks: boolean[] }>(`(() => {
      const boxOf = (node) => {
        const range = document.createRange();
        range.selectNodeContents(node);
        return range.getBoundingClientRect();
      };
      const card = document.querySelector('article');
      const marked = [...card.querySelectorAll('.handle bdi'), document.querySelector('.chips.tags bdi')];
      return {
        gapPx: card.querySelector('.av').getBoundingClientRect().left - boxOf(card.querySelector('h2 a')).right,
        marks: marked.map(({ firstChild, lastChild }) => boxOf(firstChild).left < boxOf(lastChild).left),
      };
    })()`);
    deepEqual(seen.marks, [true, true]);
    equal(seen.gapPx > 0 && seen.gapPx < 24, true, `${seen.gapPx} px between picture and name`);
  });

  test('has dialogs without a fault: menu, keys, commands, question', async () => {
    for (const colorScheme of ['light', 'dark'] as const) {
      const page = await stage.member(`dialogs_${colorScheme}`, { colorScheme });
      await page.goto('/public');
      await page.getByRole('article').first().waitFor();
      for (const [keys, seen] of [
        ['?', 'dialog[open]'],
        ['Control+k', 'dialog[open] [role=option]'],
      ] as const) {
        await page.keyboard.press(keys);
        await page.locator(seen).first().waitFor();
        deepEqual(await violations(page), [], keys);
        await page.keyboard.press('Escape');
        await page.locator('dialog').waitFor({ state: 'detached' });
      }
      await page.getByRole('textbox', { name: 'How did it go?' }).fill('Mine');
      await page.getByRole('button', { name: 'Post', exact: true }).click();
      await page.getByText('Posted.').waitFor();
      await page.getByRole('button', { name: `More for the post by dialogs_${colorScheme}` }).click();
      await page.getByRole('menuitem', { name: 'Delete' }).waitFor();
      deepEqual(await violations(page, allButTargets), [], 'menu and toast');
      await page.getByRole('menuitem', { name: 'Delete' }).click();
      await page.getByRole('dialog').waitFor();
      deepEqual(await violations(page), [], 'question');
    }
  });

  test('has no fault in a post that is being changed, nor in one whose change was not saved, in any width', async () => {
    for (const colorScheme of ['light', 'dark'] as const) {
      const page = await stage.member(`editor_${colorScheme}`, { colorScheme });
      await page.getByRole('textbox', { name: 'How did it go?' }).fill('Mine');
      await page.getByRole('button', { name: 'Post', exact: true }).click();
      await page.getByText('Posted.').waitFor();
      await page.getByRole('button', { name: `More for the post by editor_${colorScheme}` }).click();
      await page.getByRole('menuitem', { name: 'Edit' }).click();
      const change = page.getByRole('textbox', { name: 'Text of the post' });
      await change.fill('Mine, mostly');
      deepEqual(await violations(page), [], 'form');
      await change.press('Escape');
      await page.getByText('Your changes are not saved.').waitFor();
      for (const [size, viewport] of Object.entries(sizes)) {
        await page.setViewportSize(viewport);
        deepEqual(await violations(page), [], size);
        equal(await page.evaluate<number>(overflow), 0, size);
      }
    }
  });

  test('meets no error and breaks no rule of the security policy', () => deepEqual(stage.faults, []));
});
