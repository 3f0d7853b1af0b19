import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium, type Browser } from 'playwright-core';

/** The shell is the same engine without the windows around it: journeys take a quarter less processor time. */
const names = [
  'chromium-headless-shell',
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
];

/** The system's Chromium, or nothing: the journeys then say so and do not run. */
export function chromiumPath(searchPath: string): string | undefined {
  for (const name of names)
    for (const folder of searchPath.split(delimiter))
      if (existsSync(join(folder, name))) return join(folder, name);
  return undefined;
}

export const openBrowser = (executablePath: string): Promise<Browser> =>
  chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-dev-shm-usage'] });
