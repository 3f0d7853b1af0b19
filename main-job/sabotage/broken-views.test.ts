import assert from 'node:assert/strict';
import { test } from 'node:test';
import { embeddedEngine } from '@touchline/engine-embedded';
import type { Engine } from '@touchline/kernel/ports';
import { check } from '../check/check.ts';
import { livelyWorld } from '../check/testing/lively-world.ts';
import { brokenViews } from './broken-views.ts';

const named = {
  'hide-posts': /feed of u_\d+, place \d+ of \d+: expected (\w+), found/,
  'miscount-kudos': /post \w+: expected counts \{"kudos":2,.*\}, found \{"kudos":1,/,
  'miscount-followers': /counts of u_\d+: expected followers \d+, found \d+/,
};

for (const [sabotage, difference] of Object.entries(named))
  test(`the check names what the sabotage “${sabotage}” did to the rows of a view`, async () => {
    const world = await livelyWorld(1, {
      openEngine: async (options) => brokenViews(await embeddedEngine(options), sabotage),
    });
    try {
      await world.restart();
      const found = await check(world.reach, world);
      assert.match(found.told().join('\n'), difference);
    } finally {
      await world.close();
    }
  });

test('a sabotage that does not exist is said, with those that do', () => {
  assert.throws(
    () => brokenViews({} as Engine, 'none'),
    /no sabotage “none”; there are: hide-posts, miscount-kudos, miscount-followers/,
  );
});
