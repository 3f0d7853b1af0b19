import { parse } from 'bowser';
import { z } from 'zod';

/** A browser by its name, and the system it runs on where that is known. */
export const browserSchema = z
  .strictObject({
    name: z.string().min(1).max(30),
    system: z.string().min(1).max(30).optional(),
  })
  .meta({
    id: 'Browser',
    description: 'As it named itself when one logged in. Programs have none.',
    examples: [{ name: 'Firefox', system: 'Linux' }],
  });

export type Browser = z.output<typeof browserSchema>;

/** As the library knows them, and as people do. No other word of a header is ever kept. */
const browsers: ReadonlyMap<string, string> = new Map([
  ['Brave', 'Brave'],
  ['Chrome', 'Chrome'],
  ['Chromium', 'Chromium'],
  ['DuckDuckGo', 'DuckDuckGo'],
  ['Epiphany', 'GNOME Web'],
  ['Firefox', 'Firefox'],
  ['LibreWolf', 'LibreWolf'],
  ['Microsoft Edge', 'Edge'],
  ['Opera', 'Opera'],
  ['Opera Touch', 'Opera'],
  ['Safari', 'Safari'],
  ['Samsung Internet for Android', 'Samsung Internet'],
  ['Vivaldi', 'Vivaldi'],
  ['Yandex Browser', 'Yandex Browser'],
]);

const systems: ReadonlyMap<string, string> = new Map([
  ['Android', 'Android'],
  ['Chrome OS', 'ChromeOS'],
  ['iOS', 'iOS'],
  ['Linux', 'Linux'],
  ['macOS', 'macOS'],
  ['Windows', 'Windows'],
]);

/** The browser that a `User-Agent` names; `undefined` for programs, and for what nobody here has heard of. */
export function browserOf(userAgent: string | undefined): Browser | undefined {
  if (!userAgent) return undefined;
  const { browser, os } = parse(userAgent);
  const name = browsers.get(browser.name ?? '');
  const system = systems.get(os.name ?? '');
  return name === undefined ? undefined : { name, ...(system !== undefined && { system }) };
}
