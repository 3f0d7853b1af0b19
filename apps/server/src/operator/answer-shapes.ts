import { z } from 'zod';

/** The shapes of what operators are answered, for the contract. */
const counts = z.array(z.int());
const anything = z.unknown();

export const seenEventShape = z.object({
  partition: z.int(),
  position: z.int(),
  stream: z.string(),
  version: z.int(),
  type: z.string(),
  schema: z.int(),
  at: z.iso.datetime(),
  actor: z.string().nullable(),
  meta: z
    .object({
      correlation: z.string().optional(),
      cause: z.string().optional(),
      traceparent: z.string().optional(),
    })
    .nullable(),
  data: anything,
  note: z.string().optional(),
});

export const eventPageShape = z.object({
  events: z.array(seenEventShape),
  next: z.string().optional(),
  end: z.boolean(),
  scanned: z.int(),
});

const changeShape = z.object({
  path: z.string(),
  kind: z.enum(['added', 'removed', 'changed']),
  before: anything.optional(),
  after: anything.optional(),
});

export const streamShape = z.object({
  stream: z.string(),
  service: z.string().nullable(),
  version: z.int(),
  head: z.int(),
  state: anything,
  compared: z.array(changeShape).optional(),
  steps: z.array(z.object({ event: seenEventShape, changes: z.array(changeShape) })),
});

const progress = {
  done: z.int(),
  total: z.int(),
  rate: z.number(),
  leftS: z.number().nullable(),
};

const rebuildShape = z.object({
  view: z.string(),
  build: z.int(),
  state: z.string(),
  ...progress,
  finding: z.string().optional(),
});

const consumer = {
  state: z.enum(['running', 'following', 'paused', 'failing', 'stopped']),
  cursors: counts,
  lagEvents: z.int(),
  lagS: z.number(),
  parked: z.int(),
};

export const statusShape = z.object({
  heads: counts,
  services: z.array(
    z.object({
      service: z.string(),
      readers: z.array(
        z.union([
          z.object({
            kind: z.literal('view'),
            name: z.string(),
            version: z.int(),
            rows: z.int(),
            builds: z.array(
              z.object({
                build: z.int(),
                role: z.enum(['live', 'previous', 'building']),
                applied: z.int(),
                ...consumer,
              }),
            ),
            standIn: z.object({ version: z.int(), build: z.int() }).optional(),
            rebuild: rebuildShape.optional(),
          }),
          z.object({ kind: z.enum(['memory-view', 'policy']), name: z.string(), ...consumer }),
        ]),
      ),
    }),
  ),
});

const fault = z.object({ kind: z.literal('fault'), code: z.string(), detail: z.string() });

const rebuilding = rebuildShape.extend({ target: z.string(), number: z.int(), of: z.int() });
export const rebuildLineShape = z.union([
  rebuilding.extend({ kind: z.literal('progress') }),
  z.object({ kind: z.literal('done'), rebuilt: z.array(rebuilding) }),
  fault,
]);

export const verifyLineShape = z.union([
  z.object({ kind: z.literal('progress'), ...progress }),
  z.object({
    kind: z.literal('done'),
    events: z.int(),
    partitions: z.array(z.object({ partition: z.int(), head: z.int(), checksum: z.string() })),
    damage: z.array(z.object({ partition: z.int(), position: z.int(), what: z.string() })),
  }),
  fault,
]);

export const verifyViewsLineShape = z.union([
  rebuilding.extend({ kind: z.literal('progress') }),
  z.object({
    kind: z.literal('done'),
    views: z.array(
      z.union([
        z.object({
          target: z.string(),
          rows: z.int(),
          differences: z.int(),
          examples: z.array(z.object({ where: z.string(), what: z.string() })),
        }),
        z.object({ target: z.string(), skipped: z.string() }),
      ]),
    ),
  }),
  fault,
]);

export const deadLettersShape = z.object({
  events: z.array(
    z.object({
      id: z.string(),
      service: z.string(),
      consumer: z.string(),
      sequence: z.string(),
      error: z.string(),
      attempts: z.int(),
      since: z.iso.datetime(),
      event: seenEventShape,
    }),
  ),
  messages: z.array(
    z.object({ id: z.string(), key: z.string(), kind: z.string(), attempts: z.int(), error: z.string() }),
  ),
  skipped: z.array(
    z.object({
      id: z.string(),
      type: z.string(),
      stream: z.string(),
      sequence: z.string(),
      error: z.string(),
      reason: z.string(),
      by: z.string().nullable(),
      at: z.iso.datetime(),
    }),
  ),
});

export const erasedShape = z.object({ persons: z.array(z.string()), next: z.string().optional() });

export const triedShape = z.object({ done: z.int(), left: z.int() });
export const liveBuildShape = z.object({ live: z.int() });
export const pausedShape = z.object({
  consumers: z.array(z.object({ target: z.string(), state: z.string() })),
});
