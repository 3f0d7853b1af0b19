import { deepEqual, equal, ok, rejects } from 'node:assert/strict';
import { afterEach, describe, test } from 'node:test';
import fc from 'fast-check';
import { memoryEngine } from '../../testing/memory/memory-engine.ts';
import { positionsFrom } from '../positions.ts';
import { meanwhile, sums } from './testing/boards.ts';
import { liveWorld } from './testing/live-world.ts';

type World = Awaited<ReturnType<typeof liveWorld>>;

describe('live updates', () => {
  let world: World;
  afterEach(() => world.close());

  test('LV1: a stream begins with what it hears and what not, and ends with why', async () => {
    world = await liveWorld();
    await world.bans('ben');
    await world.drained();
    const live = await world.listens(['board:a', 'scores'], { actor: 'ben' });
    deepEqual(live.events[0]?.data, {
      topics: ['scores'],
      refused: [{ topic: 'board:a', code: 'banned' }],
      resumed: false,
    });
    world.host.live.letGo();
    equal(live.told().at(-1), 'bye draining');
    ok(live.ended());
    await rejects(world.listens(['scores']), { code: 'draining' });
  });

  test('LV3: a patch waits until the views show its event', async () => {
    world = await liveWorld();
    const live = await world.listens(['board:a', 'scores']);
    world.gate.shut();
    await world.scores('a', 5);
    await world.settled();
    deepEqual(live.told().slice(1), []);
    world.gate.open();
    await world.told();
    deepEqual(live.told().slice(1), ['sum.changed a 5', 'scored board-a@1']);
    const look = world.host.runtimes.get('boards')?.look;
    deepEqual(await look?.get(sums, 'a'), { sum: 5 });
  });

  test('LV3: a view that stands still holds patches back for a bounded time only', async () => {
    world = await liveWorld(1, { shownMaxMs: 20 });
    const live = await world.listens(['scores']);
    world.gate.shut();
    await world.scores('a');
    while (live.events.length < 2) await world.settled();
    deepEqual(live.told().slice(1), ['scored board-a@1']);
    world.gate.open();
  });

  test('LV5: who may no longer hear hears nothing of the batch that says so', async () => {
    world = await liveWorld();
    const banned = await world.listens(['board:a'], { actor: 'ben' });
    const other = await world.listens(['board:a'], { actor: 'cleo' });
    world.gate.shut();
    await world.bans('ben');
    await world.scores('a', 7);
    world.gate.open();
    await world.told();
    deepEqual(banned.told().slice(1), ['topic.lost board:a banned']);
    deepEqual(other.told().slice(1), ['sum.changed a 7']);
    await world.bans('ben', false);
    await world.scores('a', 1);
    await world.told();
    equal(banned.told().at(-1), 'sum.changed a 8');
  });

  test('LV5: an ended session ends its streams, and one that cannot be judged ends, too', async () => {
    world = await liveWorld();
    let state: 'stands' | 'over' | 'unknown' = 'stands';
    const holds = (): boolean => {
      if (state === 'unknown') throw new Error('no answer');
      return state === 'stands';
    };
    const one = await world.listens(['scores'], { actor: 'ben', holds });
    const other = await world.listens(['scores'], { actor: 'cleo', holds });
    state = 'over';
    await world.bans('ben');
    await world.told();
    deepEqual([one.told().at(-1), one.ended(), other.ended()], ['bye session-ended', true, false]);
    state = 'unknown';
    await world.bans('cleo');
    await world.told();
    deepEqual([other.told().at(-1), other.ended(), world.host.live.size()], ['bye failed', true, 0]);
    state = 'over';
    equal((await world.listens(['scores'], { actor: 'ben', holds })).told().at(-1), 'bye session-ended');
  });

  test('LV5: what is doubted while a stream is being judged is judged once more', async () => {
    world = await liveWorld();
    await world.listens(['scores']);
    let runs = 0;
    meanwhile.run = async () => {
      if (runs++ > 0) return;
      // `board:a` was granted a moment ago; now it is not any more.
      await world.bans('ben');
      await world.told();
    };
    const live = await world.listens(['board:a', 'slow'], { actor: 'ben' });
    meanwhile.run = async () => {};
    deepEqual([runs, live.told()[0]?.split(' ')[1]], [2, 'slow']);
    await world.scores('a');
    await world.told();
    ok(!live.told().some((told) => told.startsWith('sum.changed')), live.told().join());
  });

  test('LV9: others have their turn between streams that take long to be judged', async () => {
    world = await liveWorld();
    const order: string[] = [];
    let isSlow = false;
    const holds = (): boolean => {
      if (!isSlow) return true;
      order.push('judged');
      setImmediate(() => order.push('turn'));
      world.clock.advance(10);
      return true;
    };
    for (let i = 0; i < 3; i++) await world.listens(['scores'], { actor: 'ben', holds });
    isSlow = true;
    await world.bans('ben');
    await world.told();
    deepEqual(order.slice(0, 5), ['judged', 'turn', 'judged', 'turn', 'judged']);
  });

  test('LV1: a stream that is let go while it is being judged never begins', async () => {
    world = await liveWorld();
    await world.listens(['scores']);
    meanwhile.run = async () => world.host.live.letGo();
    const live = await world.listens(['slow', 'scores']);
    meanwhile.run = async () => {};
    deepEqual([live.told(), live.ended(), world.host.live.size()], [['bye draining'], true, 0]);
    await world.scores('a');
    await world.told();
    deepEqual(live.told(), ['bye draining']);
  });

  test('people one is deaf to are not heard, live or later', async () => {
    world = await liveWorld();
    const shy = await world.listens(['scores'], { actor: 'shy' });
    const all = await world.listens(['scores'], { actor: 'ben' });
    const from = shy.lastId();
    await world.scores('a', 1, 'loud');
    await world.scores('b', 1, 'ana');
    await world.told();
    deepEqual(shy.told().slice(1), ['scored board-b@1']);
    deepEqual(all.told().slice(1), ['scored board-a@1', 'scored board-b@1']);
    const again = await world.listens(['scores'], { actor: 'shy', after: from });
    deepEqual(again.told().slice(1), ['scored board-b@1']);
  });

  describe('LV6: coming back', () => {
    test('with the last id, what was missed follows; with an unknown one, a reset', async () => {
      world = await liveWorld(1, { shownMaxMs: 100 });
      const live = await world.listens(['board:a', 'scores']);
      await world.scores('a', 1);
      await world.told();
      const id = live.lastId();
      live.leave();
      await world.listens(['scores']);
      await world.scores('a', 1);
      await world.scores('a', 1);
      await world.told();
      const again = await world.listens(['board:a', 'scores'], { after: id });
      deepEqual(again.told(), [
        'hello board:a,scores  true',
        'scored board-a@2',
        'sum.changed a 3',
        'scored board-a@3',
      ]);
      equal(again.events[0]?.id, id);
      const ahead = await world.listens(['scores'], { after: '0.zz' });
      deepEqual(ahead.told(), ['hello scores  false', 'reset too-old']);
    });

    test('who was cut off between two patches of one event hears both again', async () => {
      world = await liveWorld();
      const live = await world.listens(['board:a', 'scores']);
      await world.scores('a', 4);
      await world.told();
      const [, first] = live.events;
      deepEqual([first?.kind, first?.id], ['sum.changed', '0.1~']);
      deepEqual(positionsFrom(first?.id ?? ''), new Map([[0, 1]]));
      const again = await world.listens(['board:a', 'scores'], { after: first?.id });
      deepEqual(
        again.events.slice(1).map(({ kind, id }) => [kind, id]),
        [
          ['sum.changed', '0.1~'],
          ['scored', '0.1'],
        ],
      );
    });

    test('in another process on the same log, it goes on where it was', async () => {
      const shared = { ...memoryEngine({ partitions: 3 }), exclusive: false };
      world = await liveWorld(3, {}, shared);
      const other = await liveWorld(3, {}, shared);
      try {
        const live = await world.listens(['scores']);
        for (const board of ['a', 'b', 'c']) await world.scores(board);
        await world.told();
        const before = new Set(live.told().slice(1));
        const id = live.lastId();
        live.leave();
        for (const board of ['a', 'b', 'c']) await other.scores(board);
        const again = await other.listens(['scores'], { after: id });
        await other.told();
        equal(again.events[0]?.id, id);
        const missed = new Set(again.told().slice(1));
        deepEqual(missed, new Set(['scored board-a@2', 'scored board-b@2', 'scored board-c@2']));
        ok(before.isDisjointFrom(missed));
      } finally {
        await other.close();
      }
    });

    test('PD4: after an erasure nothing is told again of what was told before it', async () => {
      world = await liveWorld();
      const live = await world.listens(['board:a', 'scores']);
      const from = live.lastId();
      await world.scores('a');
      await world.told();
      const upTo = live.lastId();
      await world.host.erase('ana');
      deepEqual((await world.listens(['scores'], { after: from })).told().slice(1), ['reset too-old']);
      deepEqual((await world.listens(['scores'], { after: upTo })).told().slice(1), []);
    });

    test('ER3: an erasure is answered when what was being told while it began has been told', async () => {
      world = await liveWorld();
      const live = await world.listens(['scores']);
      world.gate.shut();
      await world.scores('a');
      await world.settled();
      let toldWhenErased = 0;
      const erased = world.host.erase('ana').then(() => (toldWhenErased = live.events.length));
      await world.settled();
      equal(toldWhenErased, 0, 'the views do not show it yet');
      world.gate.open();
      await erased;
      equal(toldWhenErased, 2);
      deepEqual((await world.listens(['scores'], { after: live.lastId() })).told().slice(1), []);
    });

    test('after nobody listened for a while, or a restart, the end of the log is told again', async () => {
      world = await liveWorld(1, { retoldMax: 3, lingerMs: 0 });
      await world.scores('b');
      const live = await world.listens(['scores']);
      const id = live.lastId();
      live.leave();
      await world.rested();
      for (let i = 0; i < 3; i++) await world.scores('a');
      const again = await world.listens(['scores'], { after: id });
      deepEqual(again.told().slice(1), ['scored board-a@1', 'scored board-a@2', 'scored board-a@3']);
      again.leave();
      await world.rested();
      await world.scores('a');
      const late = await world.listens(['scores'], { after: id });
      deepEqual(late.told().slice(1), ['reset too-old']);
    });

    for (const partitions of [1, 5])
      test(`whatever is cut and resumed, a page comes to show what the views show (${partitions} partitions)`, async () => {
        const step = fc.oneof(
          {
            weight: 6,
            arbitrary: fc.record({
              do: fc.constant('score' as const),
              board: fc.constantFrom('a', 'b', 'c'),
              points: fc.integer({ min: -9, max: 9 }),
            }),
          },
          { weight: 1, arbitrary: fc.record({ do: fc.constant('leave' as const) }) },
          { weight: 1, arbitrary: fc.record({ do: fc.constant('rest' as const) }) },
          { weight: 2, arbitrary: fc.record({ do: fc.constant('come back' as const) }) },
          { weight: 2, arbitrary: fc.record({ do: fc.constant('let run' as const) }) },
        );
        let resets = 0;
        let resumed = 0;
        await fc.assert(
          fc.asyncProperty(
            fc.array(step, { maxLength: 40, size: 'max' }),
            fc.integer({ min: 1, max: 6 }),
            async (steps, retoldMax) => {
              const here = await liveWorld(partitions, { retoldMax, keptMax: 8, burstMax: 6, lingerMs: 0 });
              try {
                const look = here.host.runtimes.get('boards')!.look;
                const topics = ['board:a', 'board:b', 'board:c'];
                const page = new Map<string, number>();
                let live: Awaited<ReturnType<World['listens']>> | undefined;
                let lastId: string | undefined;
                let taken = 0;
                /** What a client does: puts patches in place, reads afresh on `reset` and at the first `hello`. */
                const take = async (): Promise<void> => {
                  for (const event of live?.events.slice(taken) ?? []) {
                    taken++;
                    lastId = event.id;
                    const data = event.data as { board?: string; sum?: number; resumed?: boolean };
                    if (event.kind === 'sum.changed') page.set(data.board ?? '', data.sum ?? 0);
                    if (data.resumed === true) resumed++;
                    if (event.kind === 'reset') resets++;
                    if (event.kind === 'reset' || data.resumed === false)
                      for (const board of ['a', 'b', 'c'])
                        page.set(board, (await look.get(sums, board))?.sum ?? 0);
                  }
                };
                const comeBack = async (): Promise<void> => {
                  live?.leave();
                  taken = 0;
                  live = await here.listens(topics, { after: lastId });
                  await take();
                };
                for (const one of steps) {
                  if (one.do === 'score') await here.scores(one.board, one.points);
                  else if (one.do === 'let run') await here.settled().then(take);
                  else if (one.do === 'come back') await comeBack();
                  else {
                    await take();
                    live?.leave();
                    live = undefined;
                    if (one.do === 'rest') await here.rested();
                  }
                }
                if (!live) await comeBack();
                await here.told();
                await take();
                for (const board of ['a', 'b', 'c'])
                  equal(page.get(board) ?? 0, (await look.get(sums, board))?.sum ?? 0, board);
              } finally {
                await here.close();
              }
            },
          ),
          { numRuns: 60 },
        );
        world = await liveWorld();
        ok(resets > 0 && resumed > 0, `${resets} resets, ${resumed} resumed`);
      });
  });

  test('LV7: of many changes of one thing the last is told; too many things at once are a reset', async () => {
    world = await liveWorld(1, { burstMax: 10 });
    const board = await world.listens(['board:a']);
    const scores = await world.listens(['scores']);
    world.gate.shut();
    for (let i = 0; i < 11; i++) await world.scores('a');
    world.gate.open();
    await world.told();
    deepEqual(board.told().slice(1), ['sum.changed a 11']);
    deepEqual(scores.told().slice(1), ['reset too-much']);
  });

  test('LV8: streams are bounded, and without any the log is not followed', async () => {
    world = await liveWorld(1, { streamsMax: 2, lingerMs: 0 });
    const readsOfOneScore = async (): Promise<number> => {
      const before = world.reads.count;
      await world.scores('a');
      await world.drained();
      await world.settled();
      return world.reads.count - before;
    };
    await readsOfOneScore();
    const unheard = await readsOfOneScore();
    const one = await world.listens(['scores']);
    const other = await world.listens(['scores']);
    ok((await readsOfOneScore()) > unheard);
    await rejects(world.listens(['scores']), { code: 'overloaded' });
    equal(world.host.live.size(), 2);
    one.leave();
    one.leave();
    equal(world.host.live.size(), 1);
    other.leave();
    await world.rested();
    equal(await readsOfOneScore(), unheard);
  });
});
