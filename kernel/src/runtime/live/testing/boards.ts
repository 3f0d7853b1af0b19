import { z } from 'zod';
import { command } from '../../../command.ts';
import { event } from '../../../event.ts';
import { liveTopic, patch } from '../../../live.ts';
import { forbidden, refuse } from '../../../refusal.ts';
import { service } from '../../../service.ts';
import { stream } from '../../../stream.ts';
import { view } from '../../../view.ts';

/** A small domain to listen to: boards that people score on, and people who are banned from all boards. */
const Scored = event('Scored', {
  about: 'Somebody scored.',
  schema: z.strictObject({ board: z.string(), points: z.int(), by: z.string() }),
});
const Banned = event('Banned', { about: 'Out.', schema: z.strictObject({ person: z.string() }) });
const Unbanned = event('Unbanned', { about: 'In again.', schema: z.strictObject({ person: z.string() }) });

const board = stream('board', {
  about: 'A board.',
  events: [Scored],
  initial: () => null,
  evolve: { Scored: (state: null): null => state },
});
const ban = stream('ban', {
  about: 'A ban.',
  events: [Banned, Unbanned],
  initial: () => null,
  evolve: { Banned: (state: null): null => state, Unbanned: (state: null): null => state },
});

export const score = command(board, {
  type: 'Score',
  about: 'Scores.',
  input: z.strictObject({ board: z.string(), points: z.int() }),
  refusals: {},
  target: (input) => input.board,
  decide: (_, { board: id, points }, { actor }) => [Scored({ board: id, points, by: actor })],
});
export const banPerson = command(ban, {
  type: 'Ban',
  about: 'Bans.',
  input: z.strictObject({ person: z.string(), on: z.boolean() }),
  refusals: {},
  target: (input) => input.person,
  decide: (_, { person, on }) => [on ? Banned({ person }) : Unbanned({ person })],
});

export const sums = view('sum', {
  about: 'The sum of a board.',
  reads: [Scored],
  row: z.strictObject({ sum: z.int() }),
  project: {
    Scored: {
      key: ({ data }) => data.board,
      fold: (row, { data }) => ({ sum: (row?.sum ?? 0) + data.points }),
    },
  },
});
const bans = view('ban', {
  about: 'Who is banned.',
  reads: [Banned, Unbanned],
  row: z.strictObject({}),
  project: {
    Banned: { key: ({ data }) => data.person, fold: () => ({}) },
    Unbanned: { key: ({ data }) => data.person, fold: () => undefined },
  },
});

const sumChanged = patch('sum.changed', {
  about: 'The sum of a board.',
  schema: z.strictObject({ board: z.string(), sum: z.int() }),
  of: (data) => data.board,
});
const scored = patch('scored', {
  about: 'Somebody scored, once more.',
  schema: z.strictObject({ id: z.string() }),
  of: (data) => data.id,
});

const boardTopic = liveTopic('board', {
  about: 'The sum of one board.',
  access: 'anyone',
  key: z.string().regex(/^[a-z0-9]+$/),
  refusals: { banned: forbidden('Banned.') },
  patches: [sumChanged],
  reads: [Scored, Banned, Unbanned],
  rechecks: [Banned, Unbanned],
  async hearing({ key, actor, look }) {
    if (actor !== null && (await look.get(bans, actor))) return refuse('banned');
    return { channels: [key] };
  },
  tell: {
    async Scored({ data }, look) {
      const row = await look.get(sums, data.board);
      return [{ to: [data.board], patch: sumChanged({ board: data.board, sum: row?.sum ?? 0 }) }];
    },
    Banned: ({ data }) => [{ recheck: [data.person] }],
    Unbanned: ({ data }) => [{ recheck: [data.person] }],
  },
});

/** What happens while a stream is being judged, by the will of a test. */
export const meanwhile = { run: async (): Promise<void> => {} };

const slow = liveTopic('slow', {
  about: 'Takes its time to say who may hear it.',
  access: 'anyone',
  patches: [scored],
  reads: [Scored],
  async hearing() {
    await meanwhile.run();
    return { channels: [] };
  },
  tell: { Scored: () => [] },
});

const everyScore = liveTopic('scores', {
  about: 'Every score by itself, but for those of people one does not hear.',
  access: 'anyone',
  patches: [scored],
  reads: [Scored],
  hearing: ({ actor }) => ({ channels: ['all'], deafTo: new Set(actor === 'shy' ? ['loud'] : []) }),
  tell: {
    Scored: ({ stream: name, version, data }) => [
      { to: ['all'], by: data.by, patch: scored({ id: `${name}@${version}` }) },
    ],
  },
});

export const boards = service({
  name: 'boards',
  about: 'Boards, for tests of live updates.',
  streams: [board, ban],
  publishes: [Scored],
  commands: [score, banPerson],
  views: [sums, bans],
  live: [boardTopic, everyScore, slow],
});
