import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CliFault } from '../cli-fault.ts';
import { upstreamsFrom } from './upstreams.ts';

const services = ['posts', 'feed'];

test('each service has its processes, in the order they were named', () => {
  const lists = [
    'all=http://web:4100, feed=http://10.0.0.1:4100',
    'feed=http://[::1]:80/,posts=http://posts',
  ];
  assert.deepEqual(Object.fromEntries(upstreamsFrom(lists, services)), {
    all: ['web:4100'],
    feed: ['10.0.0.1:4100', '[::1]:80'],
    posts: ['posts:80'],
  });
});

const refused: readonly (readonly [list: string, says: RegExp])[] = [
  ['', /add all=/],
  ['posts=http://a:1', /add all=/],
  ['all=http://a:1,pots=http://b:1', /“pots”, which is no service; there are posts, feed, all/],
  ['all=https://a:1', /http:\/\/HOST:PORT/],
  ['all=a:1', /http:\/\/HOST:PORT/],
  ['all', /http:\/\/HOST:PORT/],
  ['all=http://a:1/v1', /http:\/\/HOST:PORT/],
  ['all=http://user:secret@a:1', /http:\/\/HOST:PORT/],
  ['all=http://a:1;}', /http:\/\/HOST:PORT/],
  ['all=http://a:1,all=http://a:1', /twice/],
  [Array.from({ length: 101 }, (_, i) => `all=http://a:${i + 1}`).join(), /100 are the most/],
];
for (const [list, says] of refused)
  test(`“${list.slice(0, 40)}” is refused, and what to write is said`, () => {
    assert.throws(
      () => upstreamsFrom([list], services),
      (error: CliFault) => error.exitCode === 2 && says.test(error.message),
    );
  });
