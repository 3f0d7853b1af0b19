import { deepEqual, match } from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { openStage, type Stage, withoutBrowser } from './stage/stage.ts';

describe('somebody who speaks German', { skip: withoutBrowser(process.env['PATH']) }, () => {
  let stage: Stage;
  before(async () => void (stage = await openStage({ env: process.env })));
  after(() => stage.close());

  test('is spoken to in German by the browser’s wish, numbers, times and sports included', async () => {
    const page = await stage.visitor({ locale: 'de-AT' });
    await page.goto('/');
    await page.getByRole('heading', { name: 'Wo dein Sport zu Hause ist' }).waitFor();
    await page.locator('html[lang="de"]').waitFor();
    await page.goto('/u/tomo');
    await page.getByText('Radfahren', { exact: true }).waitFor();
    await page.getByText(/Dabei seit/).waitFor();
  });

  test('who lives in Britain reads dates as they are written there', async () => {
    const page = await stage.visitor({ locale: 'en-GB' });
    await page.goto('/');
    const time = page.getByRole('article').first().locator('time');
    match((await time.getAttribute('title')) ?? '', /^[A-Z][a-z]+,? \d{1,2} [A-Z][a-z]+ \d{4}/);
  });

  test('is refused in German, too', async () => {
    const page = await stage.visitor({ locale: 'de-AT' });
    await page.goto('/login');
    await page.getByLabel('Kürzel oder E-Mail-Adresse').fill('tomo');
    await page.getByLabel('Passwort').fill('not this one');
    await page.getByRole('button', { name: 'Anmelden', exact: true }).click();
    await page.getByText('Kürzel, E-Mail-Adresse oder Passwort ist falsch.').waitFor();
  });

  test('can choose English, which stays chosen, in other tabs, too', async () => {
    const page = await stage.visitor({ locale: 'de-AT' });
    const other = await page.context().newPage();
    await other.goto('/rules');
    await other.getByRole('heading', { name: 'Regeln' }).waitFor();
    await page.goto('/settings/language');
    await page.getByRole('radio', { name: 'English' }).check();
    await page.getByRole('heading', { name: 'Language' }).waitFor();
    await other.getByRole('heading', { name: 'Rules' }).waitFor();
    await page.goto('/about');
    await page.getByRole('heading', { name: 'About' }).waitFor();
  });

  test('meets no error and breaks no rule of the security policy', () => deepEqual(stage.faults, []));
});
