import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium, type Browser } from 'playwright-core';

/** The same engine without windows around it: journeys take a quarter less processor time. */
const shell = 'chromium-headless-shell';
const whole = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** The system's Chromium, its shell before or after it, or nothing: the journeys then say so and do not run. */
export function chromiumPath(searchPath: string, first: 'shell' | 'whole' = 'shell'): string | undefined {
  for (const name of first === 'shell' ? [shell, ...whole] : [...whole, shell])
    for (const folder of searchPath.split(delimiter))
      if (existsSync(join(folder, name))) return join(folder, name);
  return undefined;
}

export const openBrowser = (executablePath: string): Promise<Browser> =>
  chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-dev-shm-usage'] });
