import assert from 'node:assert/strict';
import { test } from 'node:test';
import { browserOf, browserSchema } from './browser.ts';

const webKit = 'AppleWebKit/537.36 (KHTML, like Gecko)';
const chrome = `${webKit} Chrome/142.0.0.0 Safari/537.36`;
const iPhone =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)';
const known: Readonly<Record<string, string>> = {
  'Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0': 'Firefox on Linux',
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:145.0) Gecko/20100101 Firefox/145.0': 'Firefox on Windows',
  'Mozilla/5.0 (Android 15; Mobile; rv:145.0) Gecko/145.0 Firefox/145.0': 'Firefox on Android',
  [`${iPhone} FxiOS/145.0 Mobile/15E148 Safari/604.1`]: 'Firefox on iOS',
  [`Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${chrome}`]: 'Chrome on Windows',
  [`Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) ${chrome}`]: 'Chrome on macOS',
  [`Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) ${chrome}`]: 'Chrome on ChromeOS',
  [`Mozilla/5.0 (Linux; Android 10; K) ${chrome}`]: 'Chrome on Android',
  [`${iPhone} CriOS/142.0.0.0 Mobile/15E148 Safari/604.1`]: 'Chrome on iOS',
  [`Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${chrome} Edg/142.0.0.0`]: 'Edge on Windows',
  [`${iPhone} Version/18.0 EdgiOS/142.0.0.0 Mobile/15E148 Safari/604.1`]: 'Edge on iOS',
  [`Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${chrome} OPR/125.0.0.0`]: 'Opera on Windows',
  [`${iPhone} Version/18.5 Mobile/15E148 Safari/604.1 OPT/6.1`]: 'Opera on iOS',
  [`Mozilla/5.0 (Linux; Android 10; K) ${webKit} SamsungBrowser/28.0 Chrome/130.0.0.0 Mobile Safari/537.36`]:
    'Samsung Internet on Android',
  [`Mozilla/5.0 (X11; Linux x86_64) ${chrome} Vivaldi/7.6`]: 'Vivaldi on Linux',
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Safari/605.1.15':
    'Safari on macOS',
  [`${iPhone} Version/26.0 Mobile/15E148 Safari/604.1`]: 'Safari on iOS',
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Safari/605.1.15 Epiphany/605.1.15':
    'GNOME Web on Linux',
  'Mozilla/5.0 (PlayStation Vita) Firefox/145.0': 'Firefox',
};

test('the browsers people use are told by name, with their system', () => {
  for (const [userAgent, expected] of Object.entries(known)) {
    const browser = browserOf(userAgent);
    const { name, system } = browserSchema.parse(browser);
    assert.equal(system === undefined ? name : `${name} on ${system}`, expected, userAgent);
  }
});

test('programs, robots, strangers and nonsense are told as nothing', () => {
  for (const userAgent of [
    undefined,
    '',
    ' ',
    'curl/8.5.0',
    'okhttp/4.12.0',
    'node',
    'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)',
    'Kai’s own browser/1.0 (a secret)',
    '\u202eon Linux',
    '__proto__',
    'constructor/1.0',
  ])
    assert.equal(browserOf(userAgent), undefined, String(userAgent));
});

test('whatever stands in the header, only names of the list come out of it', () => {
  const names = new Set(Object.keys(known).flatMap((userAgent) => Object.values(browserOf(userAgent) ?? {})));
  for (const userAgent of Object.keys(known)) {
    const { name, system } = browserOf(`${userAgent} Secret/1 (Kai’s laptop; Linux; <script>)`) ?? {};
    assert.ok(names.has(name ?? '') && names.has(system ?? 'Linux'), userAgent);
  }
});

test('the longest header costs no more than a few milliseconds', () => {
  for (const part of ['version/1', '1.', '1_', 'opr/1_', 'os 1_', ' ', 'x', 'windows nt ', 'Version/1.1.']) {
    const before = process.cpuUsage();
    for (let i = 0; i < 100; i++) browserOf(`Mozilla/5.0 ${part.repeat(512)}`.slice(0, 512));
    assert.ok(process.cpuUsage(before).user / 1000 / 100 < 5, part);
  }
});
