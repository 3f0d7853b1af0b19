import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { manualClock } from '@touchline/kernel/testing';
import type { Ask } from '../reach/reach.ts';
import { fakeReach, problemResponse } from '../testing/fake-cli.ts';
import { edgeList, type EdgeList } from './edge-list.ts';
import { importGraph, type Imported, type ImportOptions } from './import-graph.ts';

async function* lines(texts: readonly string[]) {
  for (const [i, text] of texts.entries()) yield { number: i + 1, text };
}

const graph = (...texts: string[]): Promise<EdgeList> => edgeList(lines(texts), 28, () => {});

/** A system that keeps people and follows; `fault` may answer first. */
function pretendedSystem(fault: (path: string, ask: Ask) => Response | undefined = () => undefined) {
  const people = new Map<string, string>();
  const keys = new Map<string, string>();
  const follows = new Set<string>();
  let asked = 0;
  const reach = fakeReach((path, ask) => {
    asked++;
    const first = fault(path, ask);
    if (first) return first;
    if (path === '/v1/operator/views') return Response.json({ heads: [people.size], services: [] });
    if (path === '/v1/admin/accounts') {
      const { handle } = ask.body as { handle: string };
      const replayed = keys.get(ask.idempotencyKey ?? '');
      if (replayed !== undefined)
        return Response.json({ id: replayed, handle }, { headers: { 'idempotency-replayed': 'true' } });
      if (people.has(handle)) return problemResponse(409, 'handle-taken', 'Taken.');
      people.set(handle, `id-${handle}`);
      keys.set(ask.idempotencyKey ?? '', `id-${handle}`);
      return Response.json({ id: `id-${handle}`, handle }, { status: 201 });
    }
    const [, target] = /^\/v1\/people\/([^/]+)/.exec(path) ?? [];
    if (!path.endsWith('/follow')) return Response.json({ id: people.get(target ?? '') });
    follows.add(`${ask.as} → ${target}`);
    return Response.json({ state: 'following' });
  });
  return { reach, people, follows, asked: () => asked };
}

async function imported(
  list: EdgeList,
  reach: ImportOptions['reach'],
  more: Partial<ImportOptions> = {},
): Promise<Imported & { told: string[] }> {
  const told: string[] = [];
  const options = {
    reach,
    clock: manualClock(),
    signal: new AbortController().signal,
    handlePrefix: 'fb',
    password: undefined,
  };
  const totals = await importGraph(list, {
    ...options,
    onProgress: () => {},
    onRefused: (what) => told.push(what),
    ...more,
  });
  return { ...totals, told };
}

describe('import of a graph', () => {
  test('makes each person once and lets each pair follow each other', async () => {
    const { reach, people, follows } = pretendedSystem();
    const { told, ...totals } = await imported(await graph('1 2', '2 3'), reach);
    assert.deepEqual([...people.keys()], ['fb1', 'fb2', 'fb3']);
    assert.deepEqual([...follows].toSorted(), [
      'id-fb1 → id-fb2',
      'id-fb2 → id-fb1',
      'id-fb2 → id-fb3',
      'id-fb3 → id-fb2',
    ]);
    assert.deepEqual([totals, told], [{ people: 3, peopleNew: 3, follows: 4, refused: 0 }, []]);
  });

  test('run again it makes nobody twice, also with another password', async () => {
    const { reach, people } = pretendedSystem();
    const list = await graph('1 2', '2 3');
    await imported(list, reach);
    const again = await imported(list, reach);
    const other = await imported(list, reach, { password: 'a long pass phrase' });
    for (const { people: there, peopleNew, follows } of [again, other])
      assert.deepEqual([there, peopleNew, follows], [3, 0, 4]);
    assert.equal(people.size, 3);
  });

  test('stopped in the middle it begins nothing new, and run again it goes on to the end', async () => {
    const list = await graph(...Array.from({ length: 200 }, (_, i) => `${i} ${i + 1}`));
    const { reach, follows, asked } = pretendedSystem();
    const stop = new AbortController();
    const first = await imported(list, reach, {
      signal: stop.signal,
      onProgress: (step, done) => step === 'follows' && done === 20 && stop.abort(),
    });
    assert.ok(first.follows < 400 && first.follows >= 40, String(first.follows));
    const before = asked();
    assert.equal((await imported(list, reach)).follows, 400);
    assert.deepEqual([follows.size, asked() > before], [400, true]);
  });

  test('overload, contention and lost answers are asked again with the same key', async () => {
    const codes = ['overloaded', 'contention', 'outcome-unknown'];
    const seen: (string | undefined)[] = [];
    const { reach, people } = pretendedSystem((path, { idempotencyKey }) => {
      if (path !== '/v1/admin/accounts') return undefined;
      seen.push(idempotencyKey);
      const code = codes.shift();
      return code === undefined
        ? undefined
        : problemResponse(code === 'outcome-unknown' ? 500 : 503, code, 'Again.');
    });
    const { follows } = await imported(await graph('1 2'), reach);
    assert.deepEqual([people.size, follows, seen.length, new Set(seen).size], [2, 2, 5, 2]);
  });

  test('who is refused is told, and their follows are left out; the others go on', async () => {
    const { reach } = pretendedSystem((path, { body }) =>
      path === '/v1/admin/accounts' && JSON.stringify(body).includes('fb2')
        ? problemResponse(422, 'handle-reserved', 'Reserved.')
        : undefined,
    );
    const { told, ...totals } = await imported(await graph('1 2', '1 3'), reach);
    assert.deepEqual(
      [totals, told],
      [{ people: 2, peopleNew: 2, follows: 2, refused: 1 }, ['fb2 could not be made: Reserved.']],
    );
  });

  test('ends with what to do when the key may not import, the password is too weak, or the server fails', async () => {
    const list = await graph('1 2');
    const failing = (status: number, code: string) =>
      pretendedSystem(() => problemResponse(status, code, 'No.')).reach;
    await assert.rejects(imported(list, failing(401, 'unauthenticated')), /key of the data folder is needed/);
    await assert.rejects(imported(list, failing(422, 'password-too-weak')), /--password: No\./);
    await assert.rejects(imported(list, failing(500, 'internal')), /Run the same command again/);
    await assert.rejects(imported(list, failing(503, 'overloaded')), /Run the same command again later/);
  });

  test('a password that no route takes is told with its fault, and nothing more is asked', async () => {
    const faults = [{ path: 'password', what: 'expected at least 8 characters' }];
    const { reach, asked } = pretendedSystem(() =>
      problemResponse(400, 'invalid-input', 'See `faults`.', { faults }),
    );
    const list = await graph(...Array.from({ length: 100 }, (_, i) => `${i} ${i + 1}`));
    await assert.rejects(imported(list, reach), {
      message: '--password: expected at least 8 characters',
    });
    assert.ok(asked() <= 32, String(asked()));
  });

  test('follows wait until the views know the people, and give up when those stand still', async () => {
    const consumer = (cursor: number) => ({ role: 'live', cursors: [cursor] });
    let at = 0;
    const system = pretendedSystem((path) =>
      path === '/v1/operator/views'
        ? Response.json({
            heads: [3],
            services: [{ readers: [{ kind: 'view', builds: [consumer(Math.min(3, at++))] }] }],
          })
        : path.endsWith('/follow') && at < 4
          ? problemResponse(404, 'no-such-person', 'Too early.')
          : undefined,
    );
    assert.equal((await imported(await graph('1 2'), system.reach)).follows, 2);
    const stuck = pretendedSystem((path) =>
      path === '/v1/operator/views'
        ? Response.json({ heads: [3], services: [{ readers: [{ kind: 'view', builds: [consumer(1)] }] }] })
        : undefined,
    );
    await assert.rejects(imported(await graph('1 2'), stuck.reach), /views do not catch up/);
  });
});
