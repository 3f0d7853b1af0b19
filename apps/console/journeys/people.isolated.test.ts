import { deepEqual } from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { openStage, type Stage, withoutBrowser } from './stage/stage.ts';

describe('an account', { skip: withoutBrowser(process.env['PATH']) }, () => {
  let stage: Stage;
  let page: Page;
  before(async () => {
    stage = await openStage({ env: process.env, demo: false });
    page = await stage.operator();
    page.setDefaultTimeout(10_000);
  });
  after(() => stage.close());

  test('gets any role by the keyboard alone, and none before it was asked', async () => {
    await page.goto(`/console/people/${await stage.register('kai')}`);
    await page.getByLabel('Role').focus();
    for (let i = 0; i < 3; i++) await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    deepEqual(await page.getByRole('dialog').getByRole('heading').textContent(), 'Make @kai viewer');
    await page.getByRole('dialog').getByRole('button', { name: 'Leave it' }).click();
    deepEqual(await page.evaluate('document.activeElement.textContent'), 'Change …');
  });
});
