import { rejects } from 'node:assert/strict';
import { test } from 'node:test';
import { z } from 'zod';
import { adders, latest, openTally, tallies, tallyPage } from '../conformance/sample.ts';
import type { Look } from '../look.ts';
import { query } from '../query.ts';
import { memoryEngine } from '../testing/memory/memory-engine.ts';
import { world } from '../testing/world.ts';

test('a query that looks at what it does not name in `uses` is a mistake that is seen', async () => {
  const looks: Readonly<Record<string, (look: Look) => unknown>> = {
    get: (look) => look.get(adders, 'ana'),
    getMany: (look) => look.getMany(adders, ['ana']),
    range: (look) => look.range(tallyPage, 'all', { group: 'all', limit: 1 }),
    search: (look) => look.search(tallyPage, { words: 'a', limit: 1 }),
    memory: (look) => look.memory(latest),
  };
  const queries = Object.entries(looks).map(([name, look]) =>
    query(name, {
      about: 'Looks.',
      route: `GET /v1/${name}`,
      input: z.object({}),
      answers: z.object({}),
      refusals: {},
      uses: [],
      read: async (_input, call) => ({ found: await look(call.look) }),
    }),
  );
  const service = { ...tallies, queries };
  const inside = await world([service], memoryEngine());
  await inside.as('ana').does(openTally, { tally: 't', name: 'n', note: 'a' });
  for (const one of queries)
    await rejects(inside.as('ana').asks(one, {}), {
      message: new RegExp(`^${one.name} looks at [a-z-]+, which it does not name in .uses.`),
    });
  await inside.close();
});
