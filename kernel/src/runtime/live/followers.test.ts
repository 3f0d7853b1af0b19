import { deepEqual } from 'node:assert/strict';
import { test } from 'node:test';
import { besideOn } from '../../conformance/beside-fixture.ts';
import { memoryEngine } from '../../testing/memory/memory-engine.ts';
import { memoryLeases } from '../../testing/memory/memory-leases.ts';
import { liveWorld } from './testing/live-world.ts';

type World = Awaited<ReturnType<typeof liveWorld>>;

test('LV3: a patch waits until a view shows its event that another process keeps up to date', async () => {
  const memory = memoryEngine();
  const leases = memoryLeases();
  const worlds = [
    await liveWorld(1, {}, besideOn(memory, { leases })),
    await liveWorld(1, {}, besideOn(memory, { leases })),
  ] as const;
  const isFollowing = ({ host }: World): boolean =>
    host.runtimes.get('boards')?.views.get('sum')?.live().consumer.state() === 'following';
  try {
    while (!worlds.some(isFollowing)) await worlds[0].settled();
    const [follower, owner] = isFollowing(worlds[0]) ? worlds : [worlds[1], worlds[0]];
    const live = await follower.listens(['board:a']);
    owner.gate.shut();
    await owner.scores('a', 5);
    await follower.settled();
    deepEqual(live.told().slice(1), []);
    owner.gate.open();
    await follower.told();
    deepEqual(live.told().slice(1), ['sum.changed a 5']);
  } finally {
    for (const { gate, host } of worlds) {
      gate.open();
      await host.stop();
    }
  }
});
