import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { postgresEngine } from '@touchline/engine-postgres';
import { testDatabase, withPostgres, type TestDatabase } from '@touchline/engine-postgres/testing';
import { compose, type ComposeOptions, type Composed } from '../compose.ts';
import { openCommunity, type Community } from '../testing/community.ts';
import { liveRows } from '../testing/live-rows.ts';
import { masterOf } from './testing/history.ts';

interface Line {
  readonly kind: string;
  readonly phase?: string;
}

withPostgres('a community that is used while it is moved', () => {
  let community: Community;
  let made: TestDatabase;
  before(async () => {
    community = await openCommunity();
    made = await testDatabase();
  });
  after(async () => {
    await community.close();
    await made.drop();
  });

  /** The same services, on the database. */
  async function onPostgres(): Promise<Composed> {
    const { dataFolder } = community;
    const openEngine = () => postgresEngine({ database: { url: made.url }, master: masterOf(dataFolder) });
    return compose(
      { dataFolder, partitions: undefined, origin: undefined, webhook: undefined },
      {
        operatorKey: community.operator,
        openEngine: openEngine as unknown as NonNullable<ComposeOptions['openEngine']>,
      },
    );
  }

  test('MV3: nothing that was answered is lost, writes wait only for a moment, and its journey goes on there', async () => {
    const { ask, operator, tokenOf } = community;
    const people = [];
    for (const handle of ['ana', 'ben', 'cem', 'dia']) people.push(await community.person(handle));
    const [ana = '', ben = ''] = people;
    await ask('PUT', `/v1/people/${ana}/follow`, { as: tokenOf(ben) });
    const answered: string[] = [];
    const statuses = new Set<number>();
    let stop = false;
    const isOver = (): boolean => stop;
    async function writer(person: string): Promise<void> {
      for (let n = 0; !isOver() && n < 5000; n++) {
        const posted = await ask<{ id: string }>('POST', '/v1/posts', {
          as: tokenOf(person),
          body: { text: `Lap ${n}` },
          headers: { 'idempotency-key': `lap-${n}` },
        });
        statuses.add(posted.status);
        if (posted.status === 201) answered.push(posted.body.id);
        else {
          equal(posted.status, 503);
          match(posted.headers.get('retry-after') ?? '', /^\d+$/);
          equal((posted.body as unknown as { code: string }).code, 'read-only');
          return;
        }
      }
    }
    await mkdir(join(community.dataFolder, 'moving-killed'));
    const writing = people.map(writer);
    const moved = await community.composed.app.request('/v1/operator/move', {
      method: 'POST',
      headers: { authorization: `Bearer ${operator}`, 'content-type': 'application/json' },
      body: JSON.stringify({ to: made.url }),
    });
    const told = await moved.text();
    stop = true;
    await Promise.all(writing);
    const lines = told.trim().split('\n').map((line) => JSON.parse(line) as Line); // prettier-ignore
    equal(lines.at(-1)?.kind, 'done', told.slice(-500));
    deepEqual([...new Set(lines.map(({ phase }) => phase))], ['copying', 'proving', 'held', undefined]);
    deepEqual(
      (await readdir(community.dataFolder)).filter((name) => name.startsWith('moving')),
      ['moving.json'],
      'copies that were made on the way are gone, also those of a process that was killed',
    );
    deepEqual(statuses, new Set([201, 503]), 'writers met the moment in which writes wait');
    ok(answered.length > 20);

    equal((await ask('GET', '/v1/feed/public')).status, 200, 'reads go on');
    const refused = await ask('POST', '/v1/posts', { as: tokenOf(ana), body: { text: 'Too late' } });
    equal(refused.status, 503);

    const there = await onPostgres();
    try {
      await Promise.all([there.host.drain(), community.composed.host.drain()]);
      deepEqual(await liveRows(there.host), await liveRows(community.composed.host));
      const own = await there.app.request('/v1/feed?limit=100', {
        headers: { authorization: `Bearer ${tokenOf(ben)}` },
      });
      equal(own.status, 200);
      const all = await Promise.all(answered.map((id) => there.app.request(`/v1/posts/${id}`)));
      deepEqual(new Set(all.map(({ status }) => status)), new Set([200]));
      const again = await there.app.request('/v1/posts', {
        method: 'POST',
        headers: {
          authorization: `Bearer ${tokenOf(ana)}`,
          'content-type': 'application/json',
          'idempotency-key': 'lap-0',
        },
        body: JSON.stringify({ text: 'Lap 0' }),
      });
      equal(again.headers.get('idempotency-replayed'), 'true');
      deepEqual((await there.host.engine.events.verify()).damage, []);
    } finally {
      await there.close();
    }
  });
});
