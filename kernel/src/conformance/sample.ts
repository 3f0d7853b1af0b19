import { z } from 'zod';
import { also, command } from '../command.ts';
import { isErased, known } from '../erased.ts';
import { event } from '../event.ts';
import { memoryView } from '../memory-view.ts';
import { policy, send } from '../policy.ts';
import { query } from '../query.ts';
import { notFound, refuse } from '../refusal.ts';
import { service } from '../service.ts';
import { stream } from '../stream.ts';
import { view } from '../view.ts';

/** A small domain for the suites: tallies that people add to, with a note that is personal. */
export const TallyOpened = event('TallyOpened', {
  about: 'A tally began.',
  schema: z.strictObject({ owner: z.string(), note: z.string() }),
  personal: { of: 'owner', fields: ['note'] },
});
export const Added = event('Added', {
  about: 'Something was added.',
  schema: z.strictObject({ amount: z.int(), by: z.string() }),
});
export const TallyRewarded = event('TallyRewarded', {
  about: 'A tally reached a hundred.',
  schema: z.strictObject({}),
});

const OwnerForgotten = event('OwnerForgotten', {
  about: 'A person left for good, and what they wrote with them.',
  schema: z.strictObject({ owner: z.string() }),
  erases: 'owner',
});

type Tally =
  | { readonly status: 'none' }
  | { readonly status: 'open'; readonly sum: number; readonly rewarded: boolean; readonly note: string };

export const tally = stream('tally', {
  about: 'A tally.',
  events: [TallyOpened, Added, TallyRewarded],
  initial: (): Tally => ({ status: 'none' }),
  evolve: {
    TallyOpened: (_state, { data }) => ({
      status: 'open',
      sum: 0,
      rewarded: false,
      note: known(data.note, ''),
    }),
    Added: (state, { data }) =>
      state.status === 'open' ? { ...state, sum: state.sum + data.amount } : state,
    TallyRewarded: (state) => (state.status === 'open' ? { ...state, rewarded: true } : state),
  },
});

const NameTaken = event('NameTaken', {
  about: 'A name was taken.',
  schema: z.strictObject({ tally: z.string() }),
});
const name = stream('name', {
  about: 'A unique name.',
  events: [NameTaken],
  initial: (): { readonly taken: boolean } => ({ taken: false }),
  evolve: { NameTaken: () => ({ taken: true }) },
});

const owner = stream('owner', {
  about: 'A person who owns tallies.',
  events: [OwnerForgotten],
  initial: (): { readonly forgotten: boolean } => ({ forgotten: false }),
  evolve: { OwnerForgotten: () => ({ forgotten: true }) },
});

const id = z.string().regex(/^[a-z0-9]+$/);

export const openTally = command(tally, {
  type: 'OpenTally',
  about: 'Opens a tally under a unique name.',
  route: 'PUT /v1/tallies/:tally',
  input: z.strictObject({ tally: id, name: id, note: z.string() }),
  refusals: { 'name-taken': 'This name is taken.', 'already-open': 'This tally is open.' },
  target: (input) => input.tally,
  decide(state, input, { actor }) {
    if (state.status === 'open') return refuse('already-open');
    const reserved = also(name, input.name, 'no-stream', [NameTaken({ tally: input.tally })], 'name-taken');
    return { events: [TallyOpened({ owner: actor, note: input.note })], also: [reserved] };
  },
});

export const add = command(tally, {
  type: 'Add',
  about: 'Adds to a tally.',
  route: 'POST /v1/tallies/:tally/additions',
  input: z.strictObject({ tally: id, amount: z.int().min(-1000).max(1000) }),
  refusals: { 'no-such-tally': notFound('There is no tally here.') },
  target: (input) => input.tally,
  decide(state, { amount }, { actor }) {
    if (state.status === 'none') return refuse('no-such-tally');
    return amount === 0 ? [] : [Added({ amount, by: actor })];
  },
  answers: z.object({ sum: z.int(), version: z.int() }),
  answer: ({ state, version }) => ({ sum: state.status === 'open' ? state.sum : 0, version }),
});

export const forgetMe = command(owner, {
  type: 'ForgetMe',
  about: 'Erases the person who asks.',
  route: 'DELETE /v1/me',
  input: z.strictObject({}),
  refusals: {},
  target: (_input, { actor }) => actor ?? '',
  decide: (state, _input, { actor }) => (state.forgotten ? [] : [OwnerForgotten({ owner: actor })]),
  erases: true,
});

const reward = command(tally, {
  type: 'Reward',
  about: 'Marks a tally that reached a hundred.',
  input: z.strictObject({ tally: id }),
  refusals: {},
  target: (input) => input.tally,
  decide: (state) => (state.status === 'open' && !state.rewarded ? [TallyRewarded({})] : []),
});

const tallyRow = z.strictObject({
  id: z.string(),
  owner: z.string(),
  sum: z.int(),
  note: z.string(),
  rewarded: z.int(),
});
const erasedNote = '[erased]';

/** A fold that fails on demand: amounts of 666 are poison while the switch is on. */
export const poison = { on: false };

export const tallyPage = view('tally-page', {
  about: 'A tally with its sum.',
  reads: [TallyOpened, Added, TallyRewarded],
  row: tallyRow,
  project: {
    TallyOpened: {
      key: (e) => e.id,
      fold: (_row, e) => ({
        id: e.id,
        owner: e.data.owner,
        sum: 0,
        note: isErased(e.data.note) ? erasedNote : e.data.note,
        rewarded: 0,
      }),
    },
    Added: {
      key: (e) => e.id,
      fold(row, e) {
        if (poison.on && e.data.amount === 666) throw new Error('poison');
        return row && { ...row, sum: row.sum + e.data.amount };
      },
    },
    TallyRewarded: { key: (e) => e.id, fold: (row) => row && { ...row, rewarded: row.rewarded + 1 } },
  },
  indexes: {
    bySum: { in: () => 'all', by: (row) => row.sum },
    all: { in: () => 'all' },
    byOwner: { in: (row) => row.owner },
  },
  search: (row) => row.note,
  personal: {
    of: (person) => ({ index: 'byOwner', groups: [person] }),
    erase: (row) => ({ ...row, note: erasedNote }),
  },
});

/** Sums per person over all tallies: one row, touched from every partition. */
export const adders = view('adders', {
  about: 'What each person added.',
  reads: [Added],
  row: z.strictObject({ sum: z.int(), times: z.int() }),
  project: {
    Added: {
      key: (e) => e.data.by,
      fold: (row, e) => ({ sum: (row?.sum ?? 0) + e.data.amount, times: (row?.times ?? 0) + 1 }),
    },
  },
});

export const latest = memoryView('latest', {
  about: 'The last hundred additions this process saw.',
  reads: [Added],
  start() {
    let seen: string[] = [];
    return {
      apply: (e) => void (seen = [...seen, `${e.stream}@${e.version}`].slice(-100)),
      reset: () => void (seen = []),
      seen: () => seen,
    };
  },
});

export const rewardHundreds = policy('reward-hundreds', {
  about: 'Rewards a tally once it has reached a hundred.',
  reads: [Added],
  react: {
    Added: async (e, look) => {
      const { state } = await look.state(tally, e.id);
      return state.status === 'open' && state.sum >= 100 ? [send(reward, { tally: e.id })] : [];
    },
  },
});

export const readTally = query('ReadTally', {
  about: 'A tally.',
  route: 'GET /v1/tallies/:tally',
  input: z.object({ tally: id }),
  answers: tallyRow,
  refusals: { 'no-such-tally': notFound('There is no tally here.') },
  uses: [tallyPage],
  read: async (input, { look }) => (await look.get(tallyPage, input.tally)) ?? refuse('no-such-tally'),
});

export const tallies = service({
  name: 'tallies',
  about: 'Tallies, for the suites.',
  streams: [tally, name, owner],
  publishes: [TallyOpened, Added],
  commands: [openTally, add, forgetMe, reward],
  queries: [readTally],
  views: [tallyPage, adders],
  memoryViews: [latest],
  policies: [rewardHundreds],
});
