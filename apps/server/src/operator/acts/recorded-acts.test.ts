import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { ActRow } from '@touchline/operations';
import { openCommunity, type Community } from '../../testing/community.ts';

describe('acts of operators', () => {
  let community: Community;
  before(async () => void (community = await openCommunity()));
  after(() => community.close());
  const ask = <Body>(method: string, path: string, body?: object) =>
    community.ask<Body>(method, `/v1/operator${path}`, { as: community.operator, ...(body && { body }) });
  const acts = async (query = '') =>
    (await ask<{ acts: ActRow[] }>('GET', `/acts${query}`)).body.acts.map(({ act, on, reason, by, end }) => [
      act,
      on,
      reason,
      by,
      end?.outcome,
    ]);

  test('are events of the log: who, what, to what, why, and how it ended', async () => {
    await ask('POST', '/consumers/posts/pause', { reason: 'moving the disk' });
    await ask('POST', '/consumers/nothing/resume', {});
    await ask('POST', '/consumers/posts/resume', {});
    await community.composed.host.drain();
    deepEqual(await acts(), [
      ['ResumeConsumers', 'posts', null, 'operator', 'done'],
      ['ResumeConsumers', 'nothing', null, 'operator', 'refused'],
      ['PauseConsumers', 'posts', 'moving the disk', 'operator', 'done'],
    ]);
    deepEqual(await acts('?act=PauseConsumers&limit=1'), [
      ['PauseConsumers', 'posts', 'moving the disk', 'operator', 'done'],
    ]);
    equal((await acts('?by=operator')).length, 3);
    const { body } = await ask<{ events: { type: string; actor: string }[] }>('GET', '/events?q=type:Act*');
    deepEqual([body.events.length, body.events[0]?.type, body.events[0]?.actor], [6, 'ActEnded', 'operator']);
  });

  test('a backup is made and proved, both are known, and no copy is left', async () => {
    const folder = join(tmpdir(), `touchline-proof-${process.pid}`);
    try {
      equal((await ask('POST', '/backup', { folder })).status, 200);
      const { body } = await ask<{ events: number; proved: string }>('POST', '/backups/prove', { folder });
      ok(body.events > 0);
      match(body.proved, /each matches its checksum/);
      await community.composed.host.drain();
      const known = await ask<{ made: ActRow[]; proved: ActRow[] }>('GET', '/backups');
      deepEqual([known.body.made[0]?.on, known.body.proved[0]?.on], [folder, folder]);
      match(known.body.made[0]?.end?.told ?? '', /^\d+ events copied$/);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });

  test('what is no backup is refused, and that is known, too', async () => {
    const proof = await ask('POST', '/backups/prove', { folder: '/nowhere/at/all' });
    equal(proof.status, 409);
    match(JSON.stringify(proof.body), /it is not a backup/);
    await community.composed.host.drain();
    deepEqual((await acts('?act=ProveBackup&limit=1'))[0]?.at(-1), 'refused');
  });
});
