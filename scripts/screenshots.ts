// npm run screenshots [-- name …]: pictures of every screen of the web app and the console, in both themes, in screenshots/.
// The console's are named console-…; `console` alone stands for all of them, `web` for all others.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { memberScreens, openScreens, show } from '../apps/web/journeys/screens.ts';
import { openStage } from '../apps/web/journeys/stage/stage.ts';
import { consolePictures } from './pictures/console-pictures.ts';
import { root } from './tools.ts';

const sizes = {
  phone: { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2 },
  desktop: { viewport: { width: 1280, height: 860 }, deviceScaleFactor: 1 },
} as const;

const wanted = process.argv.slice(2);
const known = ['web', 'console', ...[...openScreens, ...memberScreens].map(({ name }) => name)];
const unknown = wanted.filter((name) => !known.includes(name) && !name.startsWith('console-'));
if (unknown.length > 0) {
  console.error(`There is no screen "${unknown.join('", "')}"; there are ${known.join(', ')}.`);
  process.exit(1);
}
const isWanted = (name: string): boolean =>
  wanted.length === 0 ||
  wanted.includes(name) ||
  wanted.includes(name.startsWith('console-') ? 'console' : 'web');
const wantsConsole = wanted.length === 0 || wanted.some((name) => /^console\b/.test(name));
const wantsWeb = wanted.length === 0 || wanted.some((name) => !/^console\b/.test(name));
const folder = join(root, 'screenshots');
mkdirSync(folder, { recursive: true });

type Stage = Awaited<ReturnType<typeof openStage>>;

async function shoot(
  page: Awaited<ReturnType<Stage['visitor']>>,
  screens: typeof memberScreens,
  name: string,
): Promise<void> {
  for (const screen of screens) {
    if (!isWanted(screen.name)) continue;
    await show(page, screen);
    await page.evaluate('document.fonts.ready.then(() => undefined)');
    await page.screenshot({ path: join(folder, `${screen.name}-${name}.png`), animations: 'disabled' });
  }
}

async function webPictures(): Promise<void> {
  const stage = await openStage({ env: process.env });
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
  } finally {
    await stage.close();
  }
}

if (wantsWeb) await webPictures();
if (wantsConsole) await consolePictures(folder, isWanted);
console.log(`The pictures are in ${folder}.`);
