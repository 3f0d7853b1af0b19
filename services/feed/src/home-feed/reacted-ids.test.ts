import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { MemoryLook } from '@touchline/kernel';
import { feedLog } from '../testing/feed-log.ts';
import { rowViews } from '../testing/row-views.ts';
import { kudos } from '../views/kudos.ts';
import { reactedIds } from './reacted-ids.ts';

const id = (n: number): string => `p${String(n).padStart(5, '0')}`;

function kudosFor(posts: readonly number[]) {
  const log = feedLog(1);
  for (const n of posts) log.giveKudos('ann', id(n));
  const rows = rowViews(log, [kudos]);
  rows.advance(kudos, 0, Infinity);
  return { ...rows.look, caughtUp: () => Promise.resolve() } satisfies MemoryLook;
}

describe('reactedIds', () => {
  test('finds those of the ids the person reacted to, in order', async () => {
    const look = kudosFor([1, 5, 3, 9, 100]);
    assert.deepEqual(await reactedIds(look, kudos, 'ann', [1, 2, 3, 9].map(id)), [1, 3, 9].map(id));
    assert.deepEqual(await reactedIds(look, kudos, 'bo', [1, 2, 3].map(id)), []);
    assert.deepEqual(await reactedIds(look, kudos, 'ann', []), []);
  });

  test('finds them behind thousands of newer reactions', async () => {
    const look = kudosFor([1, 3, ...Array.from({ length: 2500 }, (_, n) => n + 10)]);
    const ids = [1, 2, 3, 4, 20, 2505, 9000].map(id);
    assert.deepEqual(await reactedIds(look, kudos, 'ann', ids), [1, 3, 20, 2505].map(id));
  });
});
