import { deepEqual, equal } from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openStage, type Stage, withoutBrowser } from './stage/stage.ts';

describe('a newer version of the app', { skip: withoutBrowser(process.env['PATH']) }, () => {
  let stage: Stage;
  before(async () => void (stage = await openStage({ env: process.env, look: 'desktop-light' })));
  after(() => stage.close());

  test('is offered, waits for the reader to take it, and leaves what was typed', async () => {
    const page = await stage.member('kai');
    await page.evaluate('navigator.serviceWorker.ready.then(() => undefined)');
    await page.reload();
    await page.getByRole('textbox', { name: 'How did it go?' }).fill('In the middle of a sent');
    const other = await page.context().newPage();
    await other.goto('/');
    await other.getByRole('textbox', { name: 'How did it go?' }).waitFor();
    // Another page, and so another worker: what a new build brings.
    await appendFile(join(stage.dist, 'sw.js'), '\n// newer\n');
    await appendFile(join(stage.dist, 'index.html'), '<!-- newer -->\n');
    await page.evaluate('navigator.serviceWorker.ready.then((worker) => worker.update())');
    await page.getByText('There is a newer version of this page.').waitFor();
    equal(
      await page.getByRole('textbox', { name: 'How did it go?' }).inputValue(),
      'In the middle of a sent',
    );
    await Promise.all([page.waitForEvent('load'), page.getByRole('button', { name: 'Take it' }).click()]);
    equal(
      await page.getByRole('textbox', { name: 'How did it go?' }).inputValue(),
      'In the middle of a sent',
    );
    equal(await page.getByText('There is a newer version of this page.').count(), 0);
    // The other tab is of the version before, whose rarer screens are gone: it is offered the new one still, and takes it.
    await Promise.all([other.waitForEvent('load'), other.getByRole('button', { name: 'Take it' }).click()]);
    await other.getByRole('textbox', { name: 'How did it go?' }).waitFor();
    equal(await other.getByText('There is a newer version of this page.').count(), 0);
  });

  test('meets no error and breaks no rule of the security policy', () => deepEqual(stage.faults, []));
});
