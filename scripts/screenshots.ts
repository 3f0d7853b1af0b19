// npm run screenshots [-- name …]: pictures of every screen of the web app, in both themes, in screenshots/.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { memberScreens, openScreens, show } from '../apps/web/journeys/screens.ts';
import { openStage } from '../apps/web/journeys/stage/stage.ts';
import { root } from './tools.ts';

const sizes = {
  phone: { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2 },
  desktop: { viewport: { width: 1280, height: 860 }, deviceScaleFactor: 1 },
} as const;

const wanted = process.argv.slice(2);
const folder = join(root, 'screenshots');
mkdirSync(folder, { recursive: true });
const stage = await openStage({ path: process.env['PATH'] ?? '' });

async function shoot(
  page: Awaited<ReturnType<typeof stage.visitor>>,
  screens: typeof memberScreens,
  name: string,
): Promise<void> {
  for (const screen of screens) {
    if (wanted.length > 0 && !wanted.includes(screen.name)) continue;
    await show(page, screen);
    await page.evaluate('document.fonts.ready.then(() => undefined)');
    await page.screenshot({ path: join(folder, `${screen.name}-${name}.png`), animations: 'disabled' });
  }
}

try {
  for (const colorScheme of ['light', 'dark'] as const)
    for (const [size, options] of Object.entries(sizes)) {
      const visitor = await stage.visitor({ ...options, colorScheme });
      await shoot(visitor, openScreens, `${size}-${colorScheme}`);
      const member = await stage.member(`kai_${size}_${colorScheme}`, { ...options, colorScheme });
      await member.goto('/welcome/people');
      await member.getByRole('button', { name: /^Follow all/ }).click();
      await member.getByRole('button', { name: 'To my feed' }).click();
      await member.locator('article').first().waitFor();
      await shoot(member, memberScreens, `${size}-${colorScheme}`);
    }
  console.log(`The pictures are in ${folder}.`);
} finally {
  await stage.close();
}
