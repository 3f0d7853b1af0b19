import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import { memoryEngine, world } from '@touchline/kernel/testing';
import { beginAct } from '../commands/begin-act.ts';
import { endAct } from '../commands/end-act.ts';
import { operations } from '../operations.ts';
import { acts } from './acts.ts';

test('acts are found all together, by who did them and by kind; one without an end shows that', async (t) => {
  const inside = await world([operations], memoryEngine());
  t.after(() => inside.close());
  const wish = { on: 'posts', reason: null, details: '{}' };
  const first = await inside.as('ana').does(beginAct, { act: 'RebuildViews', ...wish });
  await inside.as('ben').does(beginAct, { act: 'VerifyLog', ...wish });
  await inside.as('ana').does(endAct, { id: first.id, outcome: 'done', told: 'fine' });
  const look = inside.host.runtimes.get('operations')!.look;
  const group = async (name: string) => (await look.range(acts, 'newest', { group: name, limit: 9 })).rows;
  deepEqual(
    (await group('all')).map(({ act, by, end }) => [act, by, end?.outcome ?? null]),
    [
      ['VerifyLog', 'ben', null],
      ['RebuildViews', 'ana', 'done'],
    ],
  );
  equal((await group('by:ana')).length, 1);
  equal((await group('act:VerifyLog')).length, 1);
});
