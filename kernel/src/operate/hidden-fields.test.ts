import { deepEqual, doesNotMatch, match } from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { z } from 'zod';
import { command } from '../command.ts';
import { known } from '../erased.ts';
import { event } from '../event.ts';
import { service } from '../service.ts';
import { stream } from '../stream.ts';
import { memoryEngine } from '../testing/memory/memory-engine.ts';
import { world } from '../testing/world.ts';
import { browseEvents } from './browse-events.ts';
import { hiddenFields } from './hidden-fields.ts';
import { streamAt } from './stream-at.ts';
import { answered } from './testing/tally-world.ts';

const about = 'For the test.';
const LockerNamed = event('LockerNamed', {
  about,
  schema: z.strictObject({ owner: z.string(), name: z.string() }),
  personal: { of: 'owner', fields: ['name'] },
});
const LockSet = event('LockSet', {
  about,
  schema: z.strictObject({ owner: z.string(), code: z.string() }),
  personal: { of: 'owner', fields: ['code'], secret: true },
});
interface Locker {
  readonly name: string;
  readonly lock: { readonly code: string } | null;
}

const locker = stream('locker', {
  about,
  events: [LockerNamed, LockSet],
  initial: (): Locker => ({ name: '', lock: null }),
  evolve: {
    LockerNamed: (state, { data }) => ({ ...state, name: known(data.name, '') }),
    LockSet: (state, { data }) => ({ ...state, lock: { code: known(data.code, '') } }),
  },
});
const fill = command(locker, {
  type: 'FillLocker',
  about,
  route: 'PUT /v1/lockers/:locker',
  input: z.strictObject({ locker: z.string(), name: z.string(), code: z.string() }),
  target: ({ locker: id }) => id,
  refusals: {},
  decide: (_state, { name, code }, { actor }) => [
    LockerNamed({ owner: actor, name }),
    LockSet({ owner: actor, code }),
  ],
});

async function lockers(t: TestContext) {
  const lockerService = service({ name: 'lockers', about, streams: [locker], commands: [fill] });
  const inside = await world([lockerService], memoryEngine());
  t.after(() => inside.close());
  await inside.as('ana').does(fill, { locker: 'l1', name: 'Ana N', code: 'argon2-like' });
  return inside.host;
}

test('PD7: what is personal is hidden until it is asked for, what is secret always', () => {
  deepEqual([hiddenFields(LockerNamed, false), hiddenFields(LockerNamed, true)], [['name'], []]);
  deepEqual([hiddenFields(LockSet, false), hiddenFields(LockSet, true)], [['code'], ['code']]);
});

test('PD7: no page of the log shows a secret', async (t) => {
  const page = answered(await browseEvents(await lockers(t), { limit: 10, reveal: true }));
  match(JSON.stringify(page), /Ana N/);
  doesNotMatch(JSON.stringify(page), /argon2-like/);
});

test('PD7: no state and no change of one shows a secret, whatever else is asked for', async (t) => {
  const host = await lockers(t);
  const seen = answered(await streamAt(host, 'locker-l1', { reveal: true, compare: 1 }));
  deepEqual(seen.state, { name: 'Ana N', lock: { code: { masked: true } } });
  doesNotMatch(JSON.stringify(seen), /argon2-like/);
  deepEqual(seen.steps[1]?.event.data, { owner: 'ana', code: { masked: true } });
});
