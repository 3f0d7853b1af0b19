import { deepEqual } from 'node:assert/strict';
import { afterEach, describe, test } from 'node:test';
import { memoryEngine } from '../../testing/memory/memory-engine.ts';
import { liveWorld } from './testing/live-world.ts';

const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l'];

describe('LV5: looking ahead, in three partitions that are told in turn', () => {
  let world: Awaited<ReturnType<typeof liveWorld>>;
  afterEach(() => world.close());

  /** One of the names whose stream lies in a partition: each has a board, and was banned once. */
  async function opened() {
    const memory = memoryEngine({ partitions: 3 });
    world = await liveWorld(3, {}, memory);
    for (const name of names) {
      await world.scores(name);
      await world.bans(name);
      await world.bans(name, false);
    }
    return async (kind: 'board' | 'ban', partition: number): Promise<string> => {
      for (const name of names) {
        const [first] = await memory.events.readStream(`${kind}-${name}`, 1, 'forwards', 1);
        if (first?.partition === partition) return name;
      }
      throw new Error(`No ${kind} lies in ${partition}.`);
    };
  }

  test('who may no longer hear hears nothing of what was written after that anywhere', async () => {
    const lying = await opened();
    const [noise, board, ben] = [await lying('board', 0), await lying('board', 1), await lying('ban', 2)];
    const banned = await world.listens([`board:${board}`], { actor: ben });
    const other = await world.listens([`board:${board}`], { actor: 'cleo' });
    world.gate.shut();
    await world.scores(noise);
    await world.settled(); // The first partition is about to be told; what comes now piles up.
    await world.bans(ben);
    await world.scores(board);
    world.gate.open();
    await world.told();
    deepEqual(banned.told().slice(1), [`topic.lost board:${board} banned`]);
    deepEqual(other.told().slice(1), [`sum.changed ${board} 2`]);
    await world.bans(ben, false);
    await world.scores(board);
    await world.told();
    deepEqual(banned.told().slice(2), [`sum.changed ${board} 3`]);
  });
});
