import assert from 'node:assert/strict';
import { assertGapless, type LogRow } from '../run/log-rows.ts';
import type { Community } from './community.ts';

interface Ids {
  readonly post: string;
  readonly person: string;
  readonly follower: string;
  readonly followee: string;
}

/** INV-01 to INV-04: what was answered is in the log, each exactly once, and nothing else. */
export function assertLog(rows: readonly LogRow[], inside: Community): void {
  assertGapless(rows);
  const published = new Map<string, number>();
  const kudos = new Map<string, number>();
  const ties = new Map<string, number>();
  const add = (to: Map<string, number>, key: string): void => void to.set(key, (to.get(key) ?? 0) + 1);
  for (const { type, data } of rows) {
    const ids = JSON.parse(data) as Ids;
    if (type === 'PostPublished') add(published, ids.post);
    if (type === 'KudosGiven') add(kudos, `${ids.person} ${ids.post}`);
    if (type === 'Followed' || type === 'Unfollowed') add(ties, `${ids.follower} ${ids.followee}`);
  }
  const once = (keys: Iterable<string>): Map<string, number> => new Map([...keys].map((key) => [key, 1]));
  assertSame('posts', published, once(inside.posts));
  assertSame('kudos', kudos, once(inside.kudos));
  assertSame('ties', ties, inside.ties);
}

function assertSame(what: string, found: Map<string, number>, expected: ReadonlyMap<string, number>): void {
  for (const [key, times] of expected)
    assert.equal(
      found.get(key) ?? 0,
      times,
      `${what}: ${key} was answered ${times} times and is in the log ${found.get(key) ?? 0} times`,
    );
  for (const [key, times] of found)
    assert.equal(times, expected.get(key) ?? 0, `${what}: ${key} is in the log and nobody was told`);
}
