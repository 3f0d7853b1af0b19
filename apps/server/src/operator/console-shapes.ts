import { z } from 'zod';
import { seenEventShape } from './answer-shapes.ts';

/** The shapes of what the console shows, for the contract. */
const numbers = z.array(z.number());
const texts = z.array(z.string());
const kind = z.enum(['view', 'memory-view', 'policy']);
const state = z.enum(['running', 'paused', 'failing', 'stopped']);

export const effectsShape = z.object({
  event: seenEventShape,
  readers: z.array(
    z.object({ target: z.string(), kind, state: z.enum(['done', 'waiting', 'parked']), rows: texts }),
  ),
  told: z.array(z.object({ service: z.string(), topic: z.string(), kind: z.string(), channels: texts })),
});

export const traceShape = z.object({
  correlation: z.string().nullable(),
  events: z.array(z.object({ event: seenEventShape, cause: z.string().nullable() })),
  scanned: z.int(),
  whole: z.boolean(),
});

const trend = { lag: numbers, ratePerS: z.number(), leftS: z.number().nullable() };

export const subscriptionsShape = z.object({
  everyS: z.number(),
  subscriptions: z.array(
    z.object({
      target: z.string(),
      kind,
      about: z.string(),
      reads: texts,
      state,
      cursors: numbers,
      lagEvents: z.int(),
      lagS: z.number(),
      parked: z.int(),
      ...trend,
      view: z
        .object({
          version: z.int(),
          rows: z.int(),
          builds: z.array(z.object({ build: z.int(), role: z.enum(['live', 'previous', 'building']) })),
        })
        .optional(),
    }),
  ),
});

export const backlogShape = z.object({
  target: z.string(),
  events: z.array(seenEventShape),
  lagEvents: z.int(),
});

export const planShape = z.object({
  views: z.array(
    z.object({
      target: z.string(),
      kind: z.enum(['view', 'memory-view']),
      rows: z.int(),
      folds: z.int(),
      exact: z.boolean(),
      dropsBuild: z.int().nullable(),
    }),
  ),
  log: z.int(),
});

export const groupsShape = z.object({
  groups: z.array(
    z.object({
      service: z.string(),
      consumer: z.string(),
      type: z.string(),
      error: z.string(),
      failed: z.int(),
      waiting: z.int(),
      sequences: z.int(),
      firstSince: z.iso.datetime(),
      lastSince: z.iso.datetime(),
      sample: z.string(),
    }),
  ),
  events: z.int(),
  messages: z.int(),
});

const retried = { done: z.int(), left: z.int(), total: z.int() };

export const retryLineShape = z.union([
  z.object({ kind: z.enum(['progress', 'done']), ...retried }),
  z.object({ kind: z.literal('fault'), code: z.string(), detail: z.string() }),
]);

export const actPageShape = z.object({
  acts: z.array(
    z.object({
      id: z.string(),
      act: z.string(),
      on: z.string(),
      reason: z.string().nullable(),
      details: z.string(),
      by: z.string().nullable(),
      begunAt: z.iso.datetime(),
      end: z
        .object({
          at: z.iso.datetime(),
          outcome: z.enum(['done', 'refused', 'failed']),
          told: z.string(),
        })
        .nullable(),
    }),
  ),
  next: z.string().optional(),
});

const reader = z.array(z.object({ name: z.string(), about: z.string(), reads: texts }));

export const servicesShape = z.object({
  services: z.array(
    z.object({
      name: z.string(),
      about: z.string(),
      streams: z.array(z.object({ name: z.string(), about: z.string(), events: texts })),
      events: z.array(
        z.object({
          type: z.string(),
          about: z.string(),
          version: z.int(),
          published: z.boolean(),
          personal: texts,
        }),
      ),
      commands: z.array(
        z.object({
          type: z.string(),
          about: z.string(),
          route: z.string().nullable(),
          access: z.string(),
          stream: z.string(),
        }),
      ),
      queries: z.array(
        z.object({
          name: z.string(),
          about: z.string(),
          route: z.string(),
          access: z.string(),
          uses: texts,
        }),
      ),
      views: reader,
      memoryViews: reader,
      policies: reader,
      live: reader,
    }),
  ),
});

export const overviewShape = z.object({
  caller: z.object({ actor: z.string().nullable(), role: z.enum(['viewer', 'operator', 'administrator']) }),
  now: z.iso.datetime(),
  startedAt: z.iso.datetime(),
  log: z.object({
    heads: numbers,
    events: z.int(),
    written: numbers,
    everyS: z.number(),
    durability: z.string(),
    engine: z.string(),
  }),
  worst: z
    .object({
      target: z.string(),
      lagEvents: z.int(),
      lagS: z.number(),
      leftS: z.number().nullable(),
      lag: numbers,
    })
    .nullable(),
  consumers: z.object({ all: z.int(), paused: z.int(), failing: z.int() }),
  deadLetters: z.object({
    events: z.int(),
    kinds: z.int(),
    messages: z.int(),
    oldestSince: z.iso.datetime().nullable(),
  }),
  commands: z.object({
    windowS: z.number(),
    perS: z.number(),
    p50Ms: z.number().nullable(),
    p99Ms: z.number().nullable(),
    refused: z.number(),
    failed: z.number(),
  }),
  liveStreams: z.int(),
  disk: z.object({ freeBytes: z.number(), totalBytes: z.number(), dataBytes: z.number() }).nullable(),
  memoryBytes: z.number(),
  rebuilds: z.array(z.object({ target: z.string(), state: z.string(), share: z.number() })),
});
