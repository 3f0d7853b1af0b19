import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { add, Added, tallies } from '../conformance/sample.ts';
import { liveTopic, patch } from '../live.ts';
import { isRefusal } from '../refusal.ts';
import { memoryEngine, world } from '../testing/index.ts';
import { openTally } from '../conformance/sample.ts';
import { z } from 'zod';
import { eventEffects } from './event-effects.ts';
import { pause } from './pause.ts';
import { answered, poisoned, tallyWorld } from './testing/tally-world.ts';

describe('what became of an event', () => {
  test('names the rows it changed, and who has not had it yet', async (t) => {
    const inside = await tallyWorld(t, { tallies: 1, additions: 0 });
    await pause(inside.host, 'adders');
    await inside.as('ben').does(add, { tally: 't0', amount: 3 });
    const head = (await inside.host.engine.events.heads())[0] ?? 0;
    const { readers } = answered(await eventEffects(inside.host, `0.${head}`));
    assert.deepEqual(
      readers.map(({ target, state, rows }) => [target, state, rows]),
      [
        ['tallies/tally-page', 'done', ['t0']],
        ['tallies/adders', 'waiting', ['ben']],
        ['tallies/latest', 'done', []],
        ['tallies/reward-hundreds', 'done', []],
      ],
    );
  });

  test('says where it is parked', async (t) => {
    const inside = await tallyWorld(t, { tallies: 1, additions: 0 });
    await poisoned(() => inside.as('ben').does(add, { tally: 't0', amount: 666 }));
    const head = (await inside.host.engine.events.heads())[0] ?? 0;
    const { readers } = answered(await eventEffects(inside.host, `0.${head}`));
    assert.deepEqual(
      readers.filter(({ state }) => state === 'parked').map(({ target }) => target),
      ['tallies/tally-page'],
    );
  });

  test('tells what open pages hear of it', async (t) => {
    const grew = patch('tally.grew', {
      about: 'A tally grew.',
      schema: z.strictObject({ tally: z.string() }),
      of: ({ tally }) => tally,
    });
    const topic = liveTopic('tally', {
      about: 'A tally.',
      access: 'anyone',
      key: z.string(),
      patches: [grew],
      reads: [Added],
      hearing: ({ key }) => ({ channels: [key] }),
      tell: { Added: ({ id }) => [{ to: [id], patch: grew({ tally: id }) }, { recheck: ['ana'] }] },
    });
    const inside = await world([{ ...tallies, live: [topic] }], memoryEngine());
    t.after(() => inside.close());
    await inside.as('ana').does(openTally, { tally: 't', name: 'n', note: '' });
    await inside.as('ana').does(add, { tally: 't', amount: 1 });
    const { told } = answered(await eventEffects(inside.host, '0.3'));
    assert.deepEqual(told, [{ service: 'tallies', topic: 'tally', kind: 'tally.grew', channels: ['t'] }]);
  });

  test('what is not there is refused', async (t) => {
    const { host } = await tallyWorld(t, { tallies: 0, additions: 0 });
    assert.ok(isRefusal(await eventEffects(host, '0.1')));
  });
});
