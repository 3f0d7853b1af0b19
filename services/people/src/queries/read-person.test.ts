import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Look, QueryCall } from '@touchline/kernel';
import { blockKey, blocks } from '../views/blocks.ts';
import { followCounts } from '../views/follow-counts.ts';
import { personPage, type PersonPageRow } from '../views/person-page.ts';
import { readPerson } from './read-person.ts';

const kai = '01k9w3m8x2f7qtb6s5n0v4c1dz';
const ana = '01k9w3m8x2f7qtb6s5n0v4c1d0';
const row: PersonPageRow = {
  id: kai,
  handle: 'kai_rides',
  handles: ['kai', 'kai_rides'],
  name: 'Kai',
  bio: '',
  sports: ['running'],
  location: '',
  links: [],
  joinedAt: '2026-05-01T12:00:00.000Z',
  edited: true,
};
const shown = {
  id: kai,
  handle: 'kai_rides',
  name: 'Kai',
  bio: '',
  sports: ['running'],
  location: '',
  links: [],
  joinedAt: '2026-05-01T12:00:00.000Z',
  followers: 2,
  following: 1,
};

/** What rows there are, by view and key. */
function looking(page: PersonPageRow | undefined, blocked: readonly string[] = []): Look {
  const get = (view: unknown, key: string): object | undefined => {
    if (view === followCounts) return key === kai ? { followers: 2, following: 1 } : undefined;
    if (view === blocks) return blocked.includes(key) ? {} : undefined;
    return view === personPage && page?.id === key ? page : undefined;
  };
  return {
    get,
    getMany: (view: unknown, keys: string[]) => keys.map((key) => get(view, key)),
    range: (_view: unknown, _index: unknown, { group }: { group: string }) => ({
      rows: page?.handles.includes(group) ? [page] : [],
    }),
  } as unknown as Look;
}
const read = (handle: string, look: Look, actor: string | null = null) => {
  const call = { actor, session: null, roles: [], nowMs: 0, look } satisfies QueryCall;
  return readPerson.read(readPerson.input.parse({ handle }), call);
};
const gone = { refusal: 'no-such-person' };

test('a person is found by handle, in any case and with @, by an earlier handle, and by id', async () => {
  for (const name of ['kai_rides', 'KAI_Rides', '@kai_rides', 'kai', kai])
    assert.deepEqual(await read(name, looking(row)), shown, name);
  assert.deepEqual(readPerson.answers.parse(shown), shown);
});

test('whom nobody follows has counts of zero', async () => {
  const page = { ...row, id: ana };
  assert.deepEqual(await read(ana, looking(page)), { ...shown, id: ana, followers: 0, following: 0 });
});

test('nobody, and a person whose account is not known yet, are not there', async () => {
  assert.deepEqual(await read('nobody', looking(undefined)), gone);
  assert.deepEqual(await read(ana, looking(row)), gone);
  assert.deepEqual(await read(kai, looking({ ...row, handle: null })), gone);
});

test('a block, whoever set it, hides the person just as if there were none', async () => {
  for (const key of [blockKey(kai, ana), blockKey(ana, kai)])
    for (const name of ['kai_rides', 'kai', kai])
      assert.deepEqual(await read(name, looking(row, [key]), ana), gone);
});

test('a block between others hides nothing, and one sees oneself always', async () => {
  const look = looking(row, [blockKey(kai, ana), blockKey(kai, kai)]);
  assert.deepEqual(await read('kai', look, kai), shown);
  assert.deepEqual(await read('kai', look, null), shown);
  assert.deepEqual(await read('kai', look, '01k9w3m8x2f7qtb6s5n0v4c1d1'), shown);
});
