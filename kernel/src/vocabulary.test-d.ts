import { z } from 'zod';
import {
  also,
  command,
  event,
  known,
  memoryView,
  policy,
  query,
  refuse,
  send,
  service,
  stream,
  view,
} from './index.ts';

/** What must not compile, and what must. Checked by the type checker alone. */
const Opened = event('Opened', {
  about: 'A door opened.',
  schema: z.strictObject({ by: z.string(), note: z.string() }),
  personal: { of: 'by', fields: ['note'] },
});
const Closed = event('Closed', { about: 'A door closed.', schema: z.strictObject({}) });
const Foreign = event('Foreign', { about: 'Not of a door.', schema: z.strictObject({}) });

type Door = { readonly status: 'open'; readonly note: string } | { readonly status: 'closed' };
const initial = (): Door => ({ status: 'closed' });
const about = 'For the type checker.';

const door = stream('door', {
  about,
  events: [Opened, Closed],
  initial,
  evolve: {
    Opened: (_state, { data }) => ({ status: 'open', note: known(data.note, '') }),
    Closed: () => ({ status: 'closed' }),
  },
});

const open = command(door, {
  type: 'OpenDoor',
  about,
  route: 'PUT /v1/doors/:door',
  input: z.strictObject({ door: z.string(), note: z.string() }),
  refusals: {
    locked: 'This door is locked.',
    'no-such-door': { status: 404, text: 'There is no door here.' },
  },
  target: (input) => input.door,
  facts: async (input, { nowMs }) => ({ length: input.note.length + nowMs }),
  decide(state, input, { actor, facts }) {
    if (state.status === 'open') return refuse('locked');
    if (facts.length > 3)
      return { events: [Closed({})], also: [also(door, 'other', 'no-stream', [Closed({})], 'no-such-door')] };
    return [Opened({ by: actor, note: input.note })];
  },
  answer: ({ state }) => ({ status: state.status }),
});

const plain = { about, input: z.strictObject({}), target: () => 'x' };

// @ts-expect-error an undeclared refusal
command(door, { ...plain, type: 'A', refusals: { locked: 'No.' }, decide: () => refuse('unknown') });
// @ts-expect-error an event of another stream
command(door, { ...plain, type: 'A', refusals: {}, decide: () => [Foreign({})] });
// @ts-expect-error a payload with a wrong type
Opened({ by: 1, note: '' });
// @ts-expect-error a payload with a field missing
Opened({ by: 'ana' });
command(door, {
  ...plain,
  type: 'A',
  refusals: {},
  // @ts-expect-error a refusal of `also` that is not declared
  decide: () => ({ events: [], also: [also(door, 'o', 'no-stream', [], 'x')] }),
});
const schema = z.strictObject({ by: z.string(), code: z.string() });
event('Locked', { about, schema, personal: { of: 'by', fields: ['code'], secret: true } });
// @ts-expect-error what is secret is personal, and needs its person
event('Locked', { about, schema, secret: true });
// @ts-expect-error a personal field cannot be the one that names its person
event('Bad', { about, schema: z.strictObject({ by: z.string() }), personal: { of: 'by', fields: ['by'] } });

stream('door', {
  about,
  events: [Opened, Closed],
  initial,
  // @ts-expect-error evolve forgot Opened
  evolve: { Closed: () => ({ status: 'closed' }) },
});
stream('door', {
  about,
  events: [Closed],
  initial,
  // @ts-expect-error evolve has a case for an event the stream does not have
  evolve: { Closed: () => ({ status: 'closed' }), Opened: (state: Door) => state },
});
// @ts-expect-error evolve returns no state
stream('door', { about, events: [Closed], initial, evolve: { Closed: () => ({ status: 'ajar' }) } });
stream('door', {
  about,
  events: [Opened],
  initial,
  // @ts-expect-error a personal field may be Erased; evolve must say what then
  evolve: { Opened: (_state, { data }) => ({ status: 'open', note: data.note }) },
});

const row = z.object({ id: z.string(), times: z.number() });
const page = view('page', {
  about,
  reads: [Opened, Closed],
  row,
  project: {
    Opened: { key: (e) => e.id, fold: (before, e) => ({ id: e.id, times: (before?.times ?? 0) + 1 }) },
    Closed: { key: () => null, fold: (before) => before },
  },
  indexes: { byTimes: { in: () => 'all', by: (one) => one.times } },
  personal: { of: (person) => ({ index: 'byTimes', groups: [person] }), erase: () => undefined },
});

view('page', {
  about,
  reads: [Opened, Closed],
  row,
  personal: 'none',
  // @ts-expect-error the view forgot Opened
  project: { Closed: { key: (e) => e.id, fold: (before) => before } },
});
const counted = { Opened: { key: () => 'all', fold: () => ({ id: '', times: 0 }) } };
// @ts-expect-error ER5: it reads personal fields and does not say where it keeps them
view('page', { about, reads: [Opened], row, project: counted });
view('page', {
  about,
  reads: [Opened],
  row,
  project: counted,
  // @ts-expect-error there is no such index to find the rows by
  personal: { of: (person) => ({ index: 'byColour', groups: [person] }), erase: () => undefined },
});
// @ts-expect-error ER5: it reads personal fields and does not say whether it keeps them
memoryView('latest', { about, reads: [Opened], start: () => ({ apply: () => {}, reset: () => {} }) });
// @ts-expect-error an event cannot erase whom it does not name
event('Bad', { about, schema: z.strictObject({ by: z.string() }), erases: 'whom' });
view('page', {
  about,
  reads: [Closed],
  row,
  // @ts-expect-error the row has no such field
  project: { Closed: { key: (e) => e.id, fold: () => ({ id: '', times: 0, extra: 1 }).extra } },
});

const read = query('ReadDoor', {
  about,
  route: 'GET /v1/doors/:door',
  input: z.object({ door: z.string() }),
  answers: row,
  refusals: { 'no-such-door': 'There is no door here.' },
  uses: [page],
  async read({ door: id }, { look }) {
    const found = await look.get(page, id);
    // @ts-expect-error the view has no such index
    await look.range(page, 'byColour', { group: 'all', limit: 10 });
    await look.range(page, 'byTimes', { group: 'all', limit: 10 });
    return found ?? refuse('no-such-door');
  },
});

const closeAfterOpening = policy('close-after-opening', {
  about,
  reads: [Opened],
  react: { Opened: (e) => [send(open, { door: e.id, note: '' })] },
});
policy('p', {
  about,
  reads: [Opened],
  // @ts-expect-error the command's input is another
  react: { Opened: (e) => [send(open, { gate: e.id })] },
});
// @ts-expect-error the policy forgot Opened
policy('p', { about, reads: [Opened, Closed], react: { Closed: () => [] } });

export const doors = service({
  name: 'doors',
  about,
  streams: [door],
  commands: [open],
  queries: [read],
  views: [page],
  policies: [closeAfterOpening],
});
