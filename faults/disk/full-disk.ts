import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { Composed } from '../../apps/server/src/compose.ts';
import { assertLog } from '../crash/assert-log.ts';
import type { Call } from '../crash/call.ts';
import type { Community } from '../crash/community.ts';
import { askAgain } from '../crash/load.ts';
import type { Fired } from '../run/fired.ts';
import { assertViewsAreFolds } from '../run/folds.ts';
import { logRows } from '../run/log-rows.ts';
import type { Random } from '../run/random.ts';

const writesMax = 20_000;

/** Writes until the disk is full and then a little more, and reads all the while. */
export async function fillUp(call: Call, inside: Community, refusals: number, count: Fired): Promise<void> {
  let refused = 0;
  for (let i = 0; refused < refusals; i++) {
    assert.ok(i < writesMax, 'the disk never filled up');
    const wish = inside.next();
    const answer = await call({ ...wish, headers: { 'idempotency-key': wish.key } });
    if (inside.answered(wish, answer)) continue;
    assert.equal(answer.status, 507, JSON.stringify(answer.body));
    refused++;
    count('writes answered 507');
    await assertReads(call, inside, count);
  }
}

/** INV-11: what was there can be read, and the process says that it is alive. */
async function assertReads(call: Call, inside: Community, count: Fired): Promise<void> {
  const [post = ''] = inside.posts;
  for (const path of ['/v1/feed/public', `/v1/posts/${post}`, '/healthz', '/v1/sports']) {
    const read = await call({ method: 'GET', path });
    assert.equal(read.status, 200, `GET ${path} on a full disk was answered ${read.status}`);
    count('reads on the full disk');
  }
}

/** Once there is space again: what was refused is done under the same keys, once, and views catch up. */
export async function assertResumed(
  { host }: Composed,
  call: Call,
  inside: Community,
  folder: string,
  random: Random,
  count: Fired,
): Promise<void> {
  await askAgain(call, inside, random, count);
  assertLog(logRows(join(folder, 'log.db')), inside);
  assert.deepEqual((await host.engine.events.verify()).damage, []);
  count('rows compared', await assertViewsAreFolds(host));
}
