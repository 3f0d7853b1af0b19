import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { isRefusal } from '../refusal.ts';
import type { Host } from '../runtime/index.ts';
import { streamAt, type At, type StreamAt } from './stream-at.ts';
import { fill, shelfWorld } from './testing/shelf-world.ts';
import { tallyWorld } from './testing/tally-world.ts';

async function at(host: Host, stream: string, when?: At): Promise<StreamAt> {
  const found = await streamAt(host, stream, when);
  if (isRefusal(found)) throw new Error(found.refusal);
  return found;
}

describe('a stream at a point of its history', () => {
  test('tells its state and what each event changed', async (t) => {
    const { host } = await tallyWorld(t, { tallies: 1, additions: 2 });
    const seen = await at(host, 'tally-t0');
    assert.deepEqual(seen.state, { status: 'open', sum: 3, rewarded: false, note: { masked: true } });
    assert.deepEqual([seen.service, seen.version, seen.head], ['tallies', 3, 3]);
    assert.deepEqual(seen.steps[1]?.changes, [{ path: '/sum', kind: 'changed', before: 0, after: 1 }]);
  });

  test('at a version the state is as it was then', async (t) => {
    const { host } = await tallyWorld(t, { tallies: 1, additions: 3 });
    const seen = await at(host, 'tally-t0', { version: 2 });
    assert.deepEqual(
      [seen.version, seen.head, (seen.state as { sum: number }).sum, seen.steps.length],
      [2, 4, 1, 2],
    );
    assert.deepEqual((await at(host, 'tally-t0', { version: 0 })).state, { status: 'none' });
    assert.equal((await at(host, 'tally-t0', { version: 99 })).version, 4);
  });

  test('at a time the state ends before the first later event', async (t) => {
    const { host, clock } = await tallyWorld(t, { tallies: 1, additions: 3 });
    assert.equal((await at(host, 'tally-t0', { timeMs: clock.now() - 1 })).version, 3);
    assert.equal((await at(host, 'tally-t0', { timeMs: clock.now() })).version, 4);
    assert.equal((await at(host, 'tally-t0', { timeMs: 0 })).version, 0);
  });

  test('two versions are compared, whichever is the later one', async (t) => {
    const { host } = await tallyWorld(t, { tallies: 1, additions: 3 });
    const back = await at(host, 'tally-t0', { version: 2, compare: 4 });
    assert.deepEqual(back.compared, [{ path: '/sum', kind: 'changed', before: 6, after: 1 }]);
    assert.deepEqual([(back.state as { sum: number }).sum, back.steps.length], [1, 2]);
    const on = await at(host, 'tally-t0', { version: 4, compare: 2 });
    assert.deepEqual(on.compared, [{ path: '/sum', kind: 'changed', before: 1, after: 6 }]);
    assert.equal((await at(host, 'tally-t0', { version: 4 })).compared, undefined);
  });

  test('all that differs between two versions is told, so that the other state follows from it', async (t) => {
    const { host, as } = await shelfWorld(t);
    await as('ana').does(fill, { shelf: 's', books: 500 });
    const { compared } = await at(host, 'shelf-s', { version: 0, compare: 1 });
    assert.equal(compared?.length, 500);
  });

  test('personal fields are missing in the state, too, unless asked for', async (t) => {
    const { host } = await tallyWorld(t, { tallies: 1, additions: 0 });
    const seen = await at(host, 'tally-t0');
    assert.doesNotMatch(JSON.stringify(seen), /secret/);
    assert.deepEqual(seen.state, { status: 'open', sum: 0, rewarded: false, note: { masked: true } });
    assert.match(JSON.stringify(await at(host, 'tally-t0', { reveal: true })), /secret 0/);
  });

  test('only the last steps are told, the state is whole', async (t) => {
    const { host } = await tallyWorld(t, { tallies: 1, additions: 8 });
    const seen = await at(host, 'tally-t0', { limit: 2 });
    assert.deepEqual(
      seen.steps.map(({ event }) => event.version),
      [8, 9],
    );
    assert.equal((seen.state as { sum: number }).sum, 36);
  });

  test('a stream without events is refused', async (t) => {
    const { host } = await tallyWorld(t, { tallies: 0, additions: 0 });
    assert.deepEqual(await streamAt(host, 'tally-none'), {
      refusal: 'no-such-stream',
      details: { stream: 'tally-none' },
    });
  });
});
