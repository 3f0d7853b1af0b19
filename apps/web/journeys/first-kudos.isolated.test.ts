import { deepEqual, equal, match } from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { fetched } from './stage/fetched.ts';
import { openStage, password, type Stage, withoutBrowser } from './stage/stage.ts';

describe('a newcomer', { skip: withoutBrowser(process.env['PATH']) }, () => {
  let stage: Stage;
  before(async () => void (stage = await openStage({ env: process.env })));
  after(() => stage.close());

  test('sees what goes on here, joins, picks sports, follows people, has a full feed and gives kudos', async () => {
    const page = await stage.visitor();
    await page.goto('/');
    await page.getByRole('heading', { name: 'Where your sport lives' }).waitFor();
    match((await page.getByRole('article').first().textContent()) ?? '', /SNOW/);

    await page.getByRole('link', { name: 'Join', exact: true }).first().click();
    await page.getByLabel('Name', { exact: true }).fill('Kai Novak');
    equal(await page.getByLabel('Handle').inputValue(), 'kai_novak', 'a handle is proposed');
    await page.getByLabel('E-mail address').fill('kai@example.org');
    await page.getByLabel('Password').fill(password);
    await page.getByRole('button', { name: 'Join', exact: true }).click();

    await page.getByRole('button', { name: 'Running', exact: true }).click();
    await page.getByRole('button', { name: 'Go on with 1 sport' }).click();
    await page.getByRole('button', { name: /^Follow all/ }).click();
    await page.getByRole('button', { name: 'To my feed' }).click();

    const first = page.getByRole('article').filter({ hasText: /SNOW/ });
    await first.getByRole('button', { name: '4 kudos' }).click();
    await first.getByRole('button', { name: '5 kudos', pressed: true }).waitFor();
    await page.reload();
    await first.getByRole('button', { name: '5 kudos', pressed: true }).waitFor();

    await page.goto('/u/kai_novak');
    await page.getByText('Running', { exact: true }).waitFor();
  });

  test('who would follow somebody joins first, and is back with them afterwards', async () => {
    const page = await stage.visitor();
    await page.goto('/u/mara_hill');
    await page.getByRole('button', { name: 'Follow Mara Hill' }).click();
    await page.getByLabel('Name', { exact: true }).fill('Ida Berg');
    await page.getByLabel('E-mail address').fill('ida@example.org');
    await page.getByLabel('Password').fill(password);
    await page.getByRole('button', { name: 'Join', exact: true }).click();
    await page.getByRole('button', { name: 'Skip for now' }).click();
    await page.getByRole('button', { name: 'Back to where I was' }).click();
    await page.waitForURL('**/u/mara_hill');
    await page.getByRole('button', { name: 'Follow Mara Hill' }).click();
    await page.getByRole('button', { name: 'Following: Mara Hill' }).waitFor();
  });

  test('is in after another try where the answer was lost on the way', async () => {
    const page = await stage.visitor();
    await page.goto('/join');
    let lost = 0;
    await page.route('**/v1/accounts', async (route) => {
      const response = await fetched(route);
      if (lost++ === 0) await route.abort();
      else await route.fulfill({ response });
    });
    await page.getByLabel('Name', { exact: true }).fill('Otto Lang');
    await page.getByLabel('E-mail address').fill('otto@example.org');
    await page.getByLabel('Password').fill(password);
    await page.getByRole('button', { name: 'Join', exact: true }).click();
    await page.getByText('No connection to the server.').waitFor();
    await page.getByRole('button', { name: 'Join', exact: true }).click();
    await page.waitForURL('**/welcome/sports');
  });

  test('is told what is wrong with a name that is taken and a password that is weak', async () => {
    const page = await stage.visitor();
    await page.goto('/join');
    await page.getByLabel('Name', { exact: true }).fill('Mara Hill');
    await page.getByText('Somebody has this one already.').waitFor();
    await page.getByLabel('E-mail address').fill('mara@example.org');
    await page.getByLabel('Password').fill('password123');
    await page.getByRole('button', { name: 'Join', exact: true }).click();
    await page.locator('.fault').first().waitFor();
  });

  test('looks around in a demo with one tap, as somebody whose feed is full', async () => {
    const page = await stage.visitor();
    await page.goto('/');
    await page.getByRole('button', { name: 'Look around as Mara Hill' }).click();
    await page.getByRole('textbox', { name: 'How did it go?' }).waitFor();
    await page.getByRole('article').filter({ hasText: 'FULL TIME' }).waitFor();
  });

  test('meets a broken answer with words, its request’s id, and a way out', async () => {
    const page = await stage.visitor();
    await page.route('**/v1/feed/public*', (route) =>
      route.fulfill({
        status: 500,
        contentType: 'application/problem+json',
        body: JSON.stringify({
          code: 'internal',
          status: 500,
          detail: 'Something went wrong.',
          requestId: 'r-77',
        }),
      }),
    );
    await page.goto('/');
    await page.getByText('Something went wrong on the server.').waitFor();
    await page.getByText('Details').click();
    await page.getByText('r-77').waitFor();
    await page.unroute('**/v1/feed/public*');
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('article').first().waitFor();
  });

  test('keeps the way out when a screen breaks', async () => {
    const page = await stage.visitor();
    // What no server of ours sends: the screen cannot draw it.
    await page.route('**/v1/people/mara_hill', (route) => route.fulfill({ json: { id: 'x', name: 7 } }));
    await page.goto('/u/mara_hill');
    await page.getByText('Something went wrong on this page.').waitFor();
    await page.getByRole('link', { name: 'Go to the feed' }).click();
    await page.getByRole('article').first().waitFor();
    match(stage.faults.splice(0).join(), /Error: /, 'and the console knows why');
  });

  test('meets no error and breaks no rule of the security policy', () => deepEqual(stage.faults, []));
});
