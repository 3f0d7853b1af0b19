import { z } from 'zod';
import { command } from '../../command.ts';
import { event } from '../../event.ts';
import { idSchema } from '../../id-schema.ts';
import { query } from '../../query.ts';
import { conflict, notFound } from '../../refusal.ts';
import { service } from '../../service.ts';
import { stream } from '../../stream.ts';

/** A service small enough to know by heart: it stands behind the edge's tests. */
const NotePinned = event('NotePinned', {
  about: 'A person pinned a note.',
  version: 2,
  schema: z.strictObject({ author: idSchema, text: z.string(), pinnedAt: z.iso.datetime() }),
  personal: { of: 'author', fields: ['text'] },
});
const NoteTaken = event('NoteTaken', { about: 'A note was taken down.', schema: z.strictObject({}) });

const board = stream('board', {
  about: 'A board of notes.',
  events: [NotePinned, NoteTaken],
  initial: (): { notes: number } => ({ notes: 0 }),
  evolve: {
    NotePinned: ({ notes }) => ({ notes: notes + 1 }),
    NoteTaken: ({ notes }) => ({ notes: notes - 1 }),
  },
});

const Note = z
  .strictObject({ id: idSchema, text: z.string(), tags: z.array(z.string()).default([]) })
  .meta({ id: 'Note', description: 'A note as its page shows it.' });

const pinNote = command(board, {
  type: 'PinNote',
  about: 'Pins a note to a board.',
  route: 'POST /v1/boards/:board/notes',
  input: z.object({
    board: idSchema,
    text: z.string().min(1).max(500),
    tags: z.array(z.string().max(20)).max(3).optional(),
    weight: z.number().min(0).optional(),
  }),
  refusals: {
    'board-full': 'This board has no room.',
    'no-such-board': notFound('There is no board here.'),
    'note-there': conflict('This note is there already.'),
    'too-fast': { status: 429, text: 'Too many notes in a short time.' },
  },
  target: ({ board: id }) => id,
  decide: () => [],
  answer: ({ id }) => ({ id }),
  answers: z.strictObject({ id: idSchema }),
});

const takeNote = command(board, {
  type: 'TakeNote',
  about: 'Takes a note down.',
  route: 'DELETE /v1/boards/:board/notes/:note',
  input: z.strictObject({ board: idSchema, note: idSchema }),
  refusals: {},
  target: ({ board: id }) => id,
  decide: () => [],
});

const renameBoard = command(board, {
  type: 'RenameBoard',
  about: 'Gives a board another name.',
  route: 'PUT /v1/boards/:board',
  access: 'administrator',
  input: z.strictObject({
    board: idSchema,
    name: z.string(),
    form: z.union([z.literal('wide'), z.int()]).optional(),
  }),
  refusals: {},
  target: ({ board: id }) => id,
  decide: () => [],
  answer: ({ id }) => ({ id }),
  bodyMax: 64,
});

export const knock = command(board, {
  type: 'Knock',
  about: 'A stranger knocks.',
  route: 'POST /v1/knocks',
  access: 'anyone',
  input: z.strictObject({}),
  refusals: {},
  target: (_input, { newId }) => newId,
  decide: () => [],
});

const enterClub = command(board, {
  type: 'EnterClub',
  about: 'A stranger becomes somebody.',
  route: 'POST /v1/entries',
  access: 'anyone',
  tokens: 'issued',
  input: z.strictObject({}),
  refusals: {},
  target: (_input, { newId }) => newId,
  decide: () => [],
});

const sweepBoard = command(board, {
  type: 'SweepBoard',
  about: 'Sent by a policy only.',
  input: z.strictObject({ board: idSchema }),
  refusals: {},
  target: ({ board: id }) => id,
  decide: () => [],
});

const notePage = query('note-page', {
  about: 'One note.',
  route: 'GET /v1/notes/:note',
  input: z.strictObject({ note: idSchema }),
  refusals: { 'no-such-note': notFound('There is no note here.') },
  answers: Note,
  uses: [],
  read: () => ({}),
});

const noteList = query('note-list', {
  about: 'The newest notes.',
  route: 'GET /v1/notes',
  input: z.object({
    limit: z.coerce.number().int().min(1).max(100).default(20),
    before: z.string().optional(),
    tag: z.array(z.string()).max(5).optional(),
  }),
  answers: z.strictObject({ items: z.array(Note), next: z.string().optional() }),
  uses: [],
  read: () => ({}),
});

const myNotes = query('my-notes', {
  about: 'The caller’s own notes.',
  route: 'GET /v1/notes/mine',
  access: 'member',
  input: z.strictObject({}),
  answers: z.strictObject({ items: z.array(Note) }),
  uses: [],
  read: () => ({}),
});

export const smallClub = service({
  name: 'small-club',
  about: 'A board where members pin notes.',
  streams: [board],
  publishes: [NotePinned, NoteTaken],
  commands: [pinNote, takeNote, renameBoard, knock, enterClub, sweepBoard],
  queries: [notePage, noteList, myNotes],
});
