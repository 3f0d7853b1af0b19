import type { Random } from '../run/random.ts';

const deep = (levels: number): unknown => {
  let value: unknown = 1;
  for (let i = 0; i < levels; i++) value = [value];
  return value;
};

const texts: readonly string[] = [
  '',
  ' ',
  '\0',
  'a\0b',
  '\u202e evil',
  '\ud800',
  '\u{1f468}\u200d\u{1f469}\u200d\u{1f467}',
  '\u0301'.repeat(400),
  "' OR 1=1; DROP TABLE events; --",
  '<script>alert(1)</script>',
  '{{7*7}}${7*7}',
  '%s%n%x',
  'null',
  '__proto__',
  'constructor',
  '..%2f..%2fetc',
  '\r\nSet-Cookie: a=b',
  'NaN',
  '-1',
  '1e999',
  '99999999999999999999',
  '٣',
  'x'.repeat(300),
  'x'.repeat(20_000),
  '@'.repeat(2000),
  '#a'.repeat(1000),
  '@a '.repeat(600),
  '*'.repeat(100),
  '"AND" OR NEAR(',
  '01k9w3m8x2f7qtb6s5n0v4c1dz',
  '7zzzzzzzzzzzzzzzzzzzzzzzzz',
  'zzzzzzzzzzzzzzzzzzzzzzzzzz',
  'ZZZZZZZZZZZZZZZZZZZZZZZZZZ',
  '2026-13-45T99:99:99Z',
  '+275760-09-13T00:00:00.001Z',
  'n1e400~x',
  's%zz~x',
  's%ED%A0%80~x',
];

const others: readonly unknown[] = [
  null,
  true,
  false,
  0,
  -0,
  -1,
  1.5,
  1e308,
  Number.MAX_SAFE_INTEGER,
  2 ** 53,
  [],
  {},
  [[]],
  [null],
  { a: 1 },
  { length: 1 },
  { toString: 'x' },
  deep(20),
  deep(60),
  Array.from({ length: 2000 }, () => 'x'),
];

export const nastyText = (random: Random): string => random.pick(texts);

export const nasty = (random: Random): unknown =>
  random.chance(0.5) ? nastyText(random) : random.pick(others);

/** Fields that no route declares, and that would matter if one took them. */
export const undeclared: Readonly<Record<string, unknown>> = {
  actor: 'operator',
  roles: ['administrator'],
  role: 'administrator',
  administrator: true,
  isAdmin: true,
  id: '01k9w3m8x2f7qtb6s5n0v4c1dz',
  author: '01k9w3m8x2f7qtb6s5n0v4c1dz',
  account: '01k9w3m8x2f7qtb6s5n0v4c1dz',
  session: '01k9w3m8x2f7qtb6s5n0v4c1dz',
  follower: '01k9w3m8x2f7qtb6s5n0v4c1dz',
  at: '2020-01-01T00:00:00.000Z',
  createdAt: '2020-01-01T00:00:00.000Z',
  version: 1,
  position: 1,
  status: 'deleted',
  hash: 'x',
  verified: true,
  constructor: { prototype: { roles: ['administrator'] } },
};
