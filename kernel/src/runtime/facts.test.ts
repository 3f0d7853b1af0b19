import { equal } from 'node:assert/strict';
import { test } from 'node:test';
import { z } from 'zod';
import { also, command } from '../command.ts';
import { Added, add, openTally, tallies, tally } from '../conformance/sample.ts';
import type { Engine } from '../ports/index.ts';
import { memoryEngine } from '../testing/memory/memory-engine.ts';
import { world } from '../testing/world.ts';

const ana = { actor: 'ana', session: null, roles: [] };

/** Adds to a tally what stands in another one. */
const addOther = command(tally, {
  type: 'AddOther',
  about: 'Adds to a tally what stands in another one.',
  input: z.strictObject({ tally: z.string(), other: z.string() }),
  refusals: { 'no-other': 'There is no other.' },
  target: (input) => input.tally,
  facts: ({ other }, { look }) => look.state(tally, other),
  decide(state, { other }, { actor, facts }) {
    if (state.status === 'open' && state.sum > 1000) return [];
    const sum = facts.state.status === 'open' ? facts.state.sum : 0;
    const check = also(tally, other, 'stream-exists', [], 'no-other');
    return { events: [Added({ amount: sum, by: actor })], also: [check] };
  },
});
const service = { ...tallies, commands: [...tallies.commands, addOther], policies: [] };

/** Appends to one stream wait until they are let go. */
function withHeld(engine: Engine, stream: string) {
  const gate = Promise.withResolvers<void>();
  const reached = Promise.withResolvers<void>();
  let isHeld = false;
  const events: Engine['events'] = {
    ...engine.events,
    async append(request) {
      if (isHeld && request.appends[0]?.stream === stream) {
        isHeld = false;
        reached.resolve();
        await gate.promise;
      }
      return engine.events.append(request);
    },
  };
  return {
    engine: { ...engine, events },
    hold: () => void (isHeld = true),
    reached: reached.promise,
    letGo: () => gate.resolve(),
  };
}

test('the time of a command is that of its turn, not of when it began to wait: it grows along a stream', async () => {
  const { engine, hold, reached, letGo } = withHeld(memoryEngine(), 'tally-t');
  const inside = await world([service], engine);
  await inside.as('ana').does(openTally, { tally: 't', name: 't', note: '' });
  hold();
  const first = inside.host.execute(service, add, { tally: 't', amount: 1 }, ana);
  await reached;
  const waiting = inside.host.execute(service, add, { tally: 't', amount: 2 }, ana);
  inside.clock.advance(1000);
  letGo();
  await Promise.all([first, waiting]);
  const [, one, other] = await engine.events.readStream('tally-t', 1, 'forwards', 10);
  equal((other?.at ?? 0) - (one?.at ?? 0), 1000);
  await inside.close();
});

test('a stream that is only presumed new is read before anything is refused for another', async () => {
  const engine = memoryEngine();
  const before = await world([service], engine);
  await before.as('ana').does(openTally, { tally: 't', name: 't', note: '' });
  for (let i = 0; i < 2; i++) await before.as('ana').does(add, { tally: 't', amount: 600 });
  const wish = { tally: 't', other: 'nothing' };
  equal((await before.as('ana').does(addOther, wish)).positions.size, 1);
  await before.host.stop();
  const after = await world([service], engine);
  equal((await after.as('ana').does(addOther, wish)).positions.size, 1);
  await after.close();
});
