import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openCommunity, type Community } from './testing/community.ts';

interface Page {
  readonly items: readonly { readonly id: string }[];
  readonly next?: string;
}

let community: Community;
before(async () => void (community = await openCommunity(2)));
after(() => community.close());

async function post(author: string, body: object): Promise<string> {
  const as = community.tokenOf(author);
  return (
    await community.ask<{ id: string }>('POST', '/v1/posts', { as, body: { text: 'Up #run', ...body } })
  ).body.id;
}

/** All pages of a list, as one reads them by `next`. */
async function pagesOf(path: string, as?: string): Promise<{ ids: string[]; cursors: string[] }> {
  const ids: string[] = [];
  const cursors: string[] = [];
  for (let more = ''; ;) {
    const answer = await community.ask<Page>('GET', `${path}?limit=2${more}`, { ...(as && { as }) });
    equal(answer.status, 200);
    ids.push(...answer.body.items.map(({ id }) => id));
    const { next } = answer.body;
    if (next === undefined) return { ids, cursors };
    equal(answer.headers.get('link')?.includes(`before=${next}`), true);
    cursors.push(next);
    more = `&before=${next}`;
  }
}

/** Neither in clear nor in the bytes that a cursor is the text of. */
function tellNothingOf(hidden: readonly string[], cursors: readonly string[]): void {
  ok(cursors.length > 0);
  for (const cursor of cursors) {
    match(cursor, /^[\w-]{22,}$/);
    for (const id of hidden)
      for (const text of [cursor, Buffer.from(cursor, 'base64url').toString('latin1')])
        ok(!text.includes(id.slice(0, 10)), `${cursor} tells of ${id}`);
  }
}

test('HT36: the cursor of a list of posts tells nothing of those that its reader may not see, and gets past them', async () => {
  const [ana, ben] = [await community.person('ana'), await community.person('ben')];
  const shown: string[] = [];
  const hidden: string[] = [];
  const top = await post(ana, {});
  for (const [visibility, times, ids] of [
    ['public', 3, shown],
    ['only-me', 30, hidden],
    ['public', 2, shown],
    ['followers', 5, hidden],
  ] as const)
    for (let i = 0; i < times; i++) {
      ids.push(await post(ana, { visibility }));
      await post(ana, { visibility, replyTo: top });
    }
  await community.composed.host.drain();
  const path = `/v1/people/${ana}/posts`;
  for (const as of [undefined, community.tokenOf(ben)]) {
    const { ids, cursors } = await pagesOf(path, as);
    deepEqual(ids, [top, ...shown].toReversed());
    tellNothingOf(hidden, cursors);
    const replies = await pagesOf(`/v1/posts/${top}/replies`, as);
    equal(replies.ids.length, 5);
    tellNothingOf(hidden, replies.cursors);
  }
  await community.ask('PUT', `/v1/people/${ben}/block`, { as: community.tokenOf(ana) });
  const older = await post(ben, {});
  await community.composed.host.drain();
  for (const list of ['/v1/feed/public', '/v1/hashtags/run/posts']) {
    const { ids, cursors } = await pagesOf(list, community.tokenOf(ben));
    deepEqual(ids, [older], list);
    tellNothingOf([...shown, ...hidden], cursors);
  }
});

test('HT36: the cursor of a list of people tells nothing of who blocks its reader', async () => {
  const star = await community.person('star');
  const reader = await community.person('reader');
  const fans: string[] = [];
  for (let i = 0; i < 12; i++) {
    const fan = await community.person(`fan_${i}`);
    await community.ask('PUT', `/v1/people/${star}/follow`, { as: community.tokenOf(fan) });
    fans.push(fan);
  }
  const hidden = fans.slice(1, 11);
  for (const fan of hidden)
    await community.ask('PUT', `/v1/people/${reader}/block`, { as: community.tokenOf(fan) });
  await community.composed.host.drain();
  const { ids, cursors } = await pagesOf(`/v1/people/${star}/followers`, community.tokenOf(reader));
  deepEqual(ids, [fans[11], fans[0]]);
  tellNothingOf(hidden, cursors);
});

test('HT36: a cursor holds for its list after a restart, and for no other list', async () => {
  const [one, two] = [await community.person('one'), await community.person('two')];
  for (const author of [one, one, two, two]) await post(author, {});
  const path = `/v1/people/${one}/posts?limit=1`;
  const { body } = await community.ask<Page>('GET', path);
  const etag = (await community.ask('GET', path)).headers.get('etag') ?? '';
  equal((await community.ask('GET', path, { headers: { 'if-none-match': etag } })).status, 304);
  await community.restart();
  equal((await community.ask<Page>('GET', `${path}&before=${body.next}`)).body.items.length, 1);
  equal((await community.ask('GET', `/v1/people/${two}/posts?before=${body.next}`)).status, 400);
});

test('HT36: a list of posts also goes on behind a post that is named by its id', async () => {
  const author = await community.person('prolific');
  const ids = [await post(author, {}), await post(author, { visibility: 'only-me' }), await post(author, {})];
  const path = `/v1/people/${author}/posts`;
  for (const id of ids.slice(1)) {
    const { body } = await community.ask<Page>('GET', `${path}?before=${id}`);
    deepEqual(
      body.items.map((item) => item.id),
      [ids[0]],
    );
  }
});

test('HT5, HT36: what is no cursor is a fault that names its field, in every list', async () => {
  const person = await community.person('lister');
  const own = community.tokenOf(person);
  const id = await post(person, {});
  const cases: (readonly [path: string, as?: string])[] = [
    ['/v1/feed/public'],
    ['/v1/hashtags/run/posts'],
    [`/v1/people/${person}/posts`],
    [`/v1/posts/${id}/replies`],
    [`/v1/people/${person}/followers`],
    [`/v1/people/${person}/following`],
    ['/v1/feed', own],
    ['/v1/me/follow-requests', own],
    ['/v1/me/blocks', own],
    ['/v1/me/mutes', own],
    ['/v1/sessions', own],
    ['/v1/admin/accounts', community.operator],
    ['/v1/admin/accounts?find=lis', community.operator],
    ['/v1/operator/acts', community.operator],
    ['/v1/operator/erased', community.operator],
  ];
  for (const [path, as] of cases)
    for (const garbage of ['', 'yesterday', 'n17~x', '%F0%9F%8F%83', 'A'.repeat(2000)]) {
      const field = path.startsWith('/v1/operator/') ? 'after' : 'before';
      const asked = `${path}${path.includes('?') ? '&' : '?'}${field}=${garbage}`;
      const { status, body } = await community.ask<{ faults?: { path: string }[] }>('GET', asked, {
        ...(as && { as }),
      });
      deepEqual([status, body.faults?.map((fault) => fault.path)], [400, [field]], asked);
    }
});
