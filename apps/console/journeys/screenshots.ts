// Pictures of every screen in both themes, in screenshots/ of the folder it is started in. Takes the PATH to find a
// browser on, then the names of the screens that are wanted.
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { screens, show } from './screens.ts';
import { openStage } from './stage/stage.ts';
import { somethingGoesOn } from './stage/something-goes-on.ts';

const folder = join(process.cwd(), 'screenshots');
const [path = '', ...only] = process.argv.slice(2);
await mkdir(folder, { recursive: true });
const stage = await openStage({ path });
try {
  const more = await somethingGoesOn(stage);
  for (const colorScheme of ['light', 'dark'] as const) {
    const page = await stage.operator({ colorScheme });
    for (const screen of [...screens, ...more]) {
      if (only.length > 0 && !only.includes(screen.name)) continue;
      await show(page, screen);
      // Two looks at the signs have passed: lines have a shape.
      await page.screenshot({ path: join(folder, `console-${screen.name}-${colorScheme}.png`) });
    }
    await page.context().close();
  }
  for (const fault of stage.faults) console.error(fault);
} finally {
  await stage.close();
}
