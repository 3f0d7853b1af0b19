import { deepStrictEqual, equal, ok } from 'node:assert/strict';
import { test } from 'node:test';
import type { EventPage } from '@touchline/kernel/operate';
import { rebuild } from '@touchline/kernel/operate';
import * as fc from 'fast-check';
import { openCommunity, type Community } from './testing/community.ts';
import { liveRows } from './testing/live-rows.ts';

interface Page {
  readonly items: readonly { readonly id: string; readonly text: string }[];
}
interface Post {
  readonly id: string;
  readonly counts: { readonly replies: number };
}

const password = 'wet grass and late trains';
const kai = { handle: 'kai_runs', email: 'kai@example.org', name: 'Kai Novak', password };

async function inCommunity(partitions: number, work: (community: Community) => Promise<void>): Promise<void> {
  const community = await openCommunity(partitions);
  try {
    await work(community);
  } finally {
    await community.close();
  }
}

async function logIn({ ask }: Community): Promise<string> {
  const body = { login: 'kai_runs', password };
  const headers = { 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0' };
  return (await ask<{ accessToken: string }>('POST', '/v1/sessions', { body, headers })).body.accessToken;
}

for (const partitions of [1, 8])
  test(`a person closes their account and is gone from every way of reading, with ${partitions} partition(s)`, () =>
    inCommunity(partitions, async (community) => {
      const { ask } = community;
      const boss = await community.person('boss');
      const ben = community.tokenOf(boss);
      const { id } = (await ask<{ id: string }>('POST', '/v1/accounts', { body: kai })).body;
      const as = await logIn(community);
      ok((await liveRows(community.composed.host)).join('\n').includes('Firefox'));
      const profile = { name: 'Kai N.', bio: 'Hills.', location: 'Rotterdam', sports: ['running'] };
      await ask('PUT', '/v1/me/profile', { as, body: profile });
      await ask('PUT', `/v1/people/${id}/follow`, { as: ben });
      const asked = await ask<Post>('POST', '/v1/posts', { as: ben, body: { text: 'Who runs?' } });
      const posts: string[] = [];
      for (const body of [
        { text: 'Ten hills #hills with @boss' },
        { text: 'For friends', visibility: 'followers' },
        { text: 'I do', replyTo: asked.body.id },
      ])
        posts.push((await ask<Post>('POST', '/v1/posts', { as, body })).body.id);
      await ask('PUT', `/v1/posts/${posts[0]}/kudos`, { as: ben });

      const wrong = await ask('DELETE', '/v1/me', { as, body: { password: 'wrong' } });
      equal(wrong.status, 403);
      equal((await ask('GET', '/v1/me', { as })).status, 200);
      equal((await ask('DELETE', '/v1/me', { as, body: { password } })).status, 204);

      await assertGone(community, id, as, ben, posts);
      await assertSealed(community);
      equal((await ask<Post>('GET', `/v1/posts/${asked.body.id}`)).body.counts.replies, 1);
      await community.restart();
      await assertGone(community, id, as, ben, posts);
      const rebuilt = await rebuild(community.composed.host, 'all');
      ok('rebuilt' in rebuilt);
      deepStrictEqual(
        rebuilt.rebuilt.flatMap(({ finding, target }) => (finding === undefined ? [] : [target, finding])),
        [],
      );
      const login = { login: 'kai_runs', password };
      equal((await ask('POST', '/v1/sessions', { body: login })).status, 401);
      const again = await ask<{ code: string }>('POST', '/v1/accounts', { body: kai });
      deepStrictEqual([again.status, again.body.code], [409, 'handle-taken']);
      equal((await ask('POST', '/v1/accounts', { body: { ...kai, handle: 'kai_2' } })).status, 201);
    }));

/** What a log holds of them for good: ciphertext, ids, times and the handle, which nobody gets again. */
async function assertSealed({ composed: { host } }: Community): Promise<void> {
  const { events } = host.engine;
  for (let partition = 0; partition < events.partitions; partition++)
    for (const { type, data } of (await events.readPartition(partition, 0, 10_000)).events)
      for (const word of ['hills', 'running', 'Rotterdam', 'Firefox', 'Novak', 'mentions":['])
        ok(!data.includes(word), `${type} holds ${word}`);
}

async function assertGone(
  { ask, operator, composed }: Community,
  id: string,
  as: string,
  ben: string,
  posts: readonly string[],
): Promise<void> {
  equal((await ask('GET', '/v1/me', { as })).status, 401);
  for (const path of [
    '/v1/people/kai_runs',
    `/v1/people/${id}`,
    `/v1/people/${id}/posts`,
    ...posts.flatMap((post) => [`/v1/posts/${post}`, `/v1/posts/${post}/history`]),
  ])
    equal((await ask('GET', path, { as: ben })).status, 404, path);
  for (const path of ['/v1/feed', '/v1/feed/public', '/v1/hashtags/hills/posts']) {
    const { items } = (await ask<Page>('GET', path, { as: ben })).body;
    ok(!items.some((post) => posts.includes(post.id)), path);
  }
  const log = await ask<EventPage>('GET', '/v1/operator/events?limit=1000&reveal=true&reason=test', {
    as: operator,
  });
  const all = JSON.stringify(log.body) + (await liveRows(composed.host)).join('\n');
  for (const text of [
    'Kai N',
    'Hills.',
    'Rotterdam',
    'kai@',
    'argon2',
    'Firefox',
    'Ten hills',
    'For friends',
    'I do',
  ])
    ok(!all.includes(text), text);
}

test('an administrator erases a person once; a member cannot, and nobody erases a person who is not there', () =>
  inCommunity(1, async ({ ask, person, tokenOf, operator, composed }) => {
    const ana = await person('ana');
    await ask('POST', '/v1/posts', { as: tokenOf(ana), body: { text: 'Ana was here' } });
    const path = `/v1/admin/accounts/${ana}`;
    equal((await ask('DELETE', path, { as: tokenOf(ana) })).status, 403);
    for (let i = 0; i < 2; i++) equal((await ask('DELETE', path, { as: operator })).status, 204);
    ok(!(await liveRows(composed.host)).join().includes('Ana'));
    const nobody = await ask('DELETE', `/v1/admin/accounts/${'0'.repeat(26)}`, { as: operator });
    equal(nobody.status, 404);
    const late = await ask<{ code: string }>('POST', '/v1/posts', { as: tokenOf(ana), body: { text: 'x' } });
    deepStrictEqual([late.status, late.body.code], [410, 'erased']);
  }));

const people = ['ana', 'ben', 'cleo'] as const;
const act = fc.record({
  who: fc.nat(2),
  what: fc.constantFrom('post', 'post', 'reply', 'edit', 'delete', 'profile', 'handle', 'kudos', 'follow'),
  which: fc.nat(20),
  visibility: fc.constantFrom('public', 'followers', 'only-me'),
});
type Act = typeof act extends fc.Arbitrary<infer A> ? A : never;

/** Plants a word of each person's own in everything they write, and answers the words. */
async function live({ ask, tokenOf }: Community, ids: readonly string[], acts: readonly Act[]) {
  const posts: string[] = [];
  let n = 0;
  for (const { who, what, which, visibility } of acts) {
    const as = tokenOf(ids[who] as string);
    const word = `planted-${people[who]}-${n++}`;
    const post = posts[which % Math.max(1, posts.length)];
    const send = (method: string, path: string, body?: object) =>
      ask<Partial<Post>>(method, path, { as, ...(body && { body }) });
    if (what === 'post') {
      const { body } = await send('POST', '/v1/posts', { text: `${word} #${people[who]}`, visibility });
      if (body.id !== undefined) posts.push(body.id);
    } else if (what === 'reply' && post) {
      const { body } = await send('POST', '/v1/posts', { text: word, replyTo: post });
      if (body.id !== undefined) posts.push(body.id);
    } else if (what === 'edit' && post) await send('PUT', `/v1/posts/${post}`, { text: word });
    else if (what === 'delete' && post) await send('DELETE', `/v1/posts/${post}`);
    else if (what === 'kudos' && post) await send('PUT', `/v1/posts/${post}/kudos`);
    else if (what === 'follow') await send('PUT', `/v1/people/${ids[which % 3]}/follow`);
    else if (what === 'handle') await send('PUT', '/v1/me/handle', { handle: `${people[who]}_${n}` });
    else if (what === 'profile')
      await send('PUT', '/v1/me/profile', {
        name: word,
        bio: word,
        location: word,
        links: [`https://${word}.example`],
      });
  }
}

test('ER3, ER4: whatever three people did, of the erased one no word is left in any row, and a rebuild changes no byte', async () => {
  let planted = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(act, { minLength: 10, maxLength: 40 }),
      fc.nat(2),
      fc.constantFrom(1, 8),
      (acts, erased, partitions) =>
        inCommunity(partitions, async (community) => {
          const ids: string[] = [];
          for (const name of people) ids.push(await community.person(name));
          await live(community, ids, acts);
          const { host } = community.composed;
          await host.drain();
          const wordsOf = async (who: string): Promise<number> =>
            (await liveRows(host)).filter((row) => row.includes(`planted-${who}-`)).length;
          const others = people.filter((_, i) => i !== erased);
          const before = await Promise.all(others.map(wordsOf));
          planted += await wordsOf(people[erased] as string);
          const gone = await community.ask('DELETE', `/v1/admin/accounts/${ids[erased]}`, {
            as: community.operator,
          });
          equal(gone.status, 204);
          equal(await wordsOf(people[erased] as string), 0);
          deepStrictEqual(await Promise.all(others.map(wordsOf)), before);
          const done = await rebuild(host, 'all');
          ok('rebuilt' in done);
          deepStrictEqual(
            done.rebuilt.flatMap(({ finding, target }) => (finding === undefined ? [] : [target, finding])),
            [],
          );
        }),
    ),
    { numRuns: 6 },
  );
  ok(planted > 0, 'no row held a word of whom was erased');
});
