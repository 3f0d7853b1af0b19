import fc from 'fast-check';

/** What may happen next, and how often: an event, progress of one part, or a read. */
const weights = {
  publish: 4,
  remove: 1,
  kudos: 3,
  repost: 1,
  follow: 1,
  unfollow: 1,
  block: 1,
  unblock: 1,
  mute: 1,
  unmute: 1,
  rows: 2,
  reach: 2,
  memory: 4,
  slice: 1,
  settle: 1,
  skip: 1,
  read: 4,
  older: 1,
  letGo: 3,
  hold: 2,
  release: 1,
};

export interface Step {
  readonly kind: keyof typeof weights;
  /** Choose among what there is. */
  readonly a: number;
  readonly b: number;
  readonly c: number;
}

const kinds = Object.entries(weights).map(([kind, weight]) => ({
  weight,
  arbitrary: fc.constant(kind as Step['kind']),
}));
const step = fc.record({ kind: fc.oneof(...kinds), a: fc.nat(1000), b: fc.nat(1000), c: fc.nat(1000) });

export const schedules = fc.array(step, { minLength: 30, maxLength: 160 });

/** How many posts there were before. */
export const pasts = fc.integer({ min: 0, max: 40 });

/** Queues and windows from tiny to never full. */
export const someLimits = fc.record({
  windowsMax: fc.constantFrom(2, 10),
  idsMax: fc.constantFrom(2, 4, 16),
  pullAbove: fc.constantFrom(0, 1, 100),
  sliceMax: fc.constantFrom(1, 3),
  recentMax: fc.constantFrom(2, 8, 64),
  pulledMax: fc.constantFrom(1, 2, 64),
  loadsMax: fc.constantFrom(1, 4),
  changesMax: fc.constantFrom(1, 64),
  sharedIdsMax: fc.constantFrom(4, 64),
});
