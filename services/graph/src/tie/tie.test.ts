import { deepEqual, ok } from 'node:assert/strict';
import { test } from 'node:test';
import { isRefusal, type NewEvent } from '@touchline/kernel';
import { stateAfter } from '@touchline/kernel/testing';
import fc from 'fast-check';
import { approveFollowRequest } from '../commands/approve-follow-request.ts';
import { blockPerson } from '../commands/block-person.ts';
import { declineFollowRequest } from '../commands/decline-follow-request.ts';
import { followPerson } from '../commands/follow-person.ts';
import { mutePerson } from '../commands/mute-person.ts';
import { unblockPerson } from '../commands/unblock-person.ts';
import { unfollowPerson } from '../commands/unfollow-person.ts';
import { unmutePerson } from '../commands/unmute-person.ts';
import { admitFollower } from '../known/admit-follower.ts';
import { tieCounts } from '../known/tie-counts.ts';
import { rowsOf } from '../testing/rows-of.ts';
import { sideOf, tie, tieId } from './tie.ts';

type TieEvent = NewEvent<(typeof tie.events)[number]>;

interface Wish {
  readonly what: keyof typeof wishes;
  readonly actor: 'kai' | 'mia';
  readonly locked: boolean;
}

const other = { kai: 'mia', mia: 'kai' } as const;

/** Each command as one of the two may send it, against the events so far. */
const wishes = {
  follow: followPerson,
  unfollow: unfollowPerson,
  approve: approveFollowRequest,
  decline: declineFollowRequest,
  block: blockPerson,
  unblock: unblockPerson,
  mute: mutePerson,
  unmute: unmutePerson,
};

function decided(events: readonly TieEvent[], { what, actor, locked }: Wish): readonly TieEvent[] {
  const context = {
    actor,
    session: null,
    roles: [],
    id: 'kai.mia',
    now: '2026-05-01T12:00:00.000Z',
    nowMs: 0,
  };
  const status = locked ? ('locked' as const) : ('unlocked' as const);
  const state = stateAfter(tie, events);
  const person = other[actor];
  const facts = { isKnown: true, gate: { status, version: 1 }, following: 0, asked: 0 };
  const command = wishes[what] as typeof followPerson;
  const decision = command.decide(state, { person }, { ...context, facts });
  return eventsOf(decision);
}

/** Of the tie's own stream. */
function eventsOf(decision: ReturnType<typeof followPerson.decide>): readonly TieEvent[] {
  if (isRefusal(decision)) return [];
  return 'also' in decision ? decision.events : decision;
}

const admitted = (events: readonly TieEvent[], { actor, locked }: Wish): readonly TieEvent[] =>
  eventsOf(
    admitFollower.decide(
      stateAfter(tie, events),
      { follower: other[actor], followee: actor },
      {
        actor: 'policy:x',
        session: null,
        roles: [],
        id: 'kai.mia',
        now: '',
        nowMs: 0,
        facts: { state: { status: locked ? 'locked' : 'unlocked' }, version: 1 },
      },
    ),
  );

const aWish: fc.Arbitrary<Wish> = fc.record({
  what: fc.constantFrom(...(Object.keys(wishes) as (keyof typeof wishes)[])),
  actor: fc.constantFrom('kai' as const, 'mia' as const),
  locked: fc.boolean(),
});
const aStory = fc.array(fc.tuple(aWish, fc.boolean()), { minLength: 1, maxLength: 40 });

test('no sequence of commands leaves a follow or a request across a block, or counts below zero', () => {
  let blocksSeen = 0;
  fc.assert(
    fc.property(aStory, (story) => {
      const events: TieEvent[] = [];
      for (const [wish, byPolicy] of story) {
        events.push(...(byPolicy ? admitted(events, wish) : decided(events, wish)));
        const state = stateAfter(tie, events);
        const [kai, mia] = [sideOf(state, 'kai'), sideOf(state, 'mia')];
        if (kai.blocks || mia.blocks) {
          blocksSeen++;
          deepEqual([kai.follow, mia.follow], ['none', 'none']);
        }
        const following = [kai, mia].filter(({ follow }) => follow === 'following').length;
        const asking = [kai, mia].filter(({ follow }) => follow === 'requested').length;
        const counts = Object.values(rowsOf(tieCounts, events));
        for (const row of counts) ok(tieCounts.row.safeParse(row).success, JSON.stringify(row));
        const sum = (what: 'following' | 'followers' | 'asking' | 'asked') =>
          counts.reduce((all, row) => all + row[what], 0);
        deepEqual([sum('following'), sum('followers')], [following, following]);
        deepEqual([sum('asking'), sum('asked')], [asking, asking]);
      }
    }),
    { numRuns: 300 },
  );
  ok(blocksSeen > 100);
});

test('every command that is sent twice in a row does nothing the second time', () => {
  fc.assert(
    fc.property(aStory, aWish, (story, last) => {
      const events: TieEvent[] = [];
      for (const [wish] of story) events.push(...decided(events, wish));
      events.push(...decided(events, last));
      deepEqual(decided(events, last), []);
    }),
  );
});

test('both people name the same tie', () => {
  deepEqual([tieId('a', 'b'), tieId('b', 'a')], ['a.b', 'a.b']);
});
