import { deepEqual, equal, ok, rejects } from 'node:assert/strict';
import { test } from 'node:test';
import { z } from 'zod';
import { also, command, decideAgain } from '../command.ts';
import { known } from '../erased.ts';
import { event } from '../event.ts';
import { isRefusal } from '../refusal.ts';
import { service } from '../service.ts';
import { stream } from '../stream.ts';
import { testEngine, world } from '../testing/index.ts';

const about = 'For this test.';
const Entered = event('Entered', {
  about,
  schema: z.strictObject({ by: z.string(), note: z.string() }),
  personal: { of: 'by', fields: ['note'] },
});
const Knocked = event('Knocked', { about, schema: z.strictObject({}) });
const book = stream('book', {
  about,
  events: [Entered],
  initial: (): readonly string[] => [],
  evolve: { Entered: (notes, { data }) => [...notes, known(data.note, '')] },
});
const door = stream('door', {
  about,
  events: [Knocked],
  initial: (): number => 0,
  evolve: { Knocked: (n) => n + 1 },
});

const input = z.strictObject({ id: z.string(), note: z.string() });
const enter = command(book, {
  type: 'Enter',
  about,
  input,
  refusals: {},
  target: ({ id }) => id,
  decide: (_state, { note }, { actor }) => [Entered({ by: actor, note })],
});
const knock = command(door, {
  type: 'Knock',
  about,
  input,
  refusals: { 'no-book': 'There is no book.' },
  target: ({ note }) => note,
  decide: (_state, { id, note }, { actor }) => ({
    events: [Knocked({})],
    also: [also(book, id, 'stream-exists', [Entered({ by: actor, note })], 'no-book')],
  }),
});
const twice = command(door, {
  type: 'KnockTwice',
  about,
  input,
  refusals: {},
  target: ({ note }) => note,
  decide: () => ({
    events: [Knocked({})],
    also: [1, 2].map(() => also<typeof book, never>(book, 'n', 'no-stream', [], decideAgain)),
  }),
});
const doors = service({
  name: 'doors',
  about,
  streams: [book, door],
  commands: [enter, knock, twice],
  publishes: [],
  queries: [],
  views: [],
});

test('PD2: personal fields of a stream that only has to exist are bound to where they stand, in a race, too', async () => {
  const { host } = await world([doors], await testEngine({}));
  const run = (one: typeof enter | typeof knock | typeof twice, id: string, note: string) =>
    host.execute(doors, one, { id, note }, { actor: 'ana', session: null, roles: [] });
  try {
    const refused = await run(knock, 'none', 'd');
    ok(isRefusal(refused));
    equal(refused.refusal, 'no-book');
    await rejects(async () => run(twice, 'b', 'x'), /two appends to one stream/);
    await run(enter, 'b', 'first');
    const notes = Array.from({ length: 10 }, (_, n) => [`e${n}`, `k${n}`]).flat();
    const done = await Promise.all(notes.map((note) => run(note.startsWith('e') ? enter : knock, 'b', note)));
    deepEqual(done.filter(isRefusal), []);
    const { state } = await host.runtimes.get('doors')!.look.state(book, 'b');
    deepEqual(state.toSorted(), ['first', ...notes].toSorted());
  } finally {
    await host.stop();
  }
});
