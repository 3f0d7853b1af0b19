import type { BrowserContextOptions } from 'playwright-core';

const phone = { width: 390, height: 844 };
const desktop = { width: 1280, height: 860 };

/** How it looks to who walks a journey. */
const looks = {
  'phone-light': { viewport: phone, colorScheme: 'light' },
  'phone-dark': { viewport: phone, colorScheme: 'dark' },
  'desktop-light': { viewport: desktop, colorScheme: 'light' },
  'desktop-dark': { viewport: desktop, colorScheme: 'dark' },
} as const satisfies Record<string, BrowserContextOptions>;

export type Look = keyof typeof looks;
export const lookNames = Object.keys(looks) as Look[];

/** Each journey has a look of its own; `TOUCHLINE_LOOK=desktop-dark` walks all so, `npm run journeys` in every look. */
export function chosenLook(
  env: Readonly<Record<string, string | undefined>>,
  otherwise: Look,
): BrowserContextOptions {
  const name = env['TOUCHLINE_LOOK'] ?? otherwise;
  if (!Object.hasOwn(looks, name))
    throw new Error(`TOUCHLINE_LOOK is one of ${lookNames.join(', ')}, not "${name}".`);
  return looks[name as Look];
}
