import assert from 'node:assert/strict';
import { test } from 'node:test';
import { idSource } from '@touchline/kernel';
import { testEngine, world } from '@touchline/kernel/testing';
import { addPebble } from './commands/add-pebble.ts';
import { pebbles } from './pebbles.ts';
import { readPebble } from './queries/read-pebble.ts';

const newId = idSource(() => Date.parse('2026-01-01T00:00:00.000Z'));
const [kai, nobody] = [newId(), newId()];

test('the routes are those that clients were promised', () => {
  const routes = [...pebbles.commands, ...pebbles.queries].map(({ route, access }) => `${route} ${access}`);
  assert.deepEqual(routes.toSorted(), ['GET /v1/pebbles/:pebble anyone', 'POST /v1/pebbles member']);
});

for (const partitions of [1, 8])
  test(`what is added is read back by everyone, ${partitions} partition(s)`, async () => {
    const all = await world([pebbles], await testEngine({ partitions }));
    const { id, body } = await all.as(kai).does(addPebble, { text: 'Up the hill' });
    const answer = { id, by: kai, text: 'Up the hill' };
    assert.deepEqual(addPebble.answers?.parse(body), answer);
    for (const viewer of [kai, null])
      assert.deepEqual(await all.as(viewer).asks(readPebble, { pebble: id }), answer);
    assert.deepEqual(await all.as(kai).asks(readPebble, { pebble: nobody }), { refusal: 'no-such-pebble' });
    await all.close();
  });
