import { deepEqual } from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, before, describe, test } from 'node:test';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { screens, show, type Screen } from './screens.ts';
import { somethingGoesOn } from './stage/something-goes-on.ts';
import { openStage, type Stage, withoutBrowser } from './stage/stage.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const sizes = {
  desktop: { width: 1280, height: 860 },
  // 320 px is what a window of 1280 px is at 400 %.
  narrow: { width: 320, height: 568 },
} as const;

const everything = `rules: { 'target-size': { enabled: true } }`;
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

describe('every screen of the console', { skip: withoutBrowser(process.env['PATH']) }, () => {
  let stage: Stage;
  let all: readonly Screen[];
  before(async () => {
    stage = await openStage({ env: process.env });
    all = [...screens, ...(await somethingGoesOn(stage))];
  });
  after(() => stage.close());

  test('has no fault that axe knows, and no line too wide', async (t) => {
    // Else colors go over into each other for a moment.
    const page = await stage.operator({ reducedMotion: 'reduce' });
    for (const screen of all) {
      // Opened once, and looked at in every width: as when a window is resized, or what is in it enlarged.
      await show(page, screen);
      for (const [size, viewport] of Object.entries(sizes))
        await t.test(`${screen.name}, ${size}`, async () => {
          await page.setViewportSize(viewport);
          deepEqual(await violations(page), []);
          deepEqual(await page.evaluate<number>(overflow), 0, 'pixels wider than the window');
          await page.emulateMedia({ colorScheme: 'dark' });
          deepEqual(await violations(page, colors), [], 'in the dark');
          await page.emulateMedia({ colorScheme: 'light' });
        });
    }
  });

  for (const colorScheme of ['light', 'dark'] as const)
    test(`so has the way in, and what asks before it acts, in ${colorScheme}`, async () => {
      const visitor = await stage.visitor({ colorScheme });
      await visitor.goto('/console');
      await visitor.getByText('With the key of the server').click();
      deepEqual(await violations(visitor), []);
      const page = await stage.operator({ colorScheme });
      await page.goto('/console/subscriptions');
      await page.getByRole('button', { name: 'Pause feed/card' }).click();
      await page.getByRole('dialog').waitFor();
      deepEqual(await violations(page), []);
      await page.keyboard.press('Escape');
      await page.keyboard.press('Control+k');
      await page.getByRole('combobox').waitFor();
      deepEqual(await violations(page), []);
      await page.keyboard.press('Escape');
      await page.keyboard.press('?');
      await page.getByRole('dialog', { name: 'Keys' }).waitFor();
      deepEqual(await violations(page), []);
    });

  test('meets no error and breaks no rule of the security policy', () => deepEqual(stage.faults, []));
});
