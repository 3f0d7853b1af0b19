import { join } from 'node:path';
import { screens, show } from '../../apps/console/journeys/screens.ts';
import { somethingGoesOn } from '../../apps/console/journeys/stage/something-goes-on.ts';
import { openStage } from '../../apps/console/journeys/stage/stage.ts';

const sizes = {
  phone: { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2 },
  narrow: { viewport: { width: 1024, height: 768 }, deviceScaleFactor: 1 },
  desktop: { viewport: { width: 1440, height: 900 }, deviceScaleFactor: 1 },
} as const;

/** Every screen of the console, in both themes: `console-<screen>-<size>-<theme>.png`. */
export async function consolePictures(folder: string, isWanted: (name: string) => boolean): Promise<void> {
  const stage = await openStage({ env: process.env });
  try {
    const all = [...screens, ...(await somethingGoesOn(stage))];
    for (const colorScheme of ['light', 'dark'] as const)
      for (const [size, options] of Object.entries(sizes)) {
        const page = await stage.operator({ ...options, colorScheme });
        for (const screen of all) {
          const name = `console-${screen.name}`;
          if (!isWanted(name)) continue;
          await show(page, screen);
          await page.screenshot({
            path: join(folder, `${name}-${size}-${colorScheme}.png`),
            animations: 'disabled',
          });
        }
        await page.context().close();
      }
    for (const fault of stage.faults) console.error(fault);
  } finally {
    await stage.close();
  }
}
