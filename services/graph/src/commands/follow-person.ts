import { command, conflict, notFound, refuse } from '@touchline/kernel';
import { z } from 'zod';
import { authorize } from '../authorize.ts';
import { gate, gateStillAt } from '../gate/gate.ts';
import { isPerson } from '../known/is-person.ts';
import { personInput, tieWithPerson } from '../known/person-input.ts';
import { noTies, tieCounts } from '../known/tie-counts.ts';
import { Followed, FollowRequestApproved, FollowRequested } from '../published.ts';
import { personOfTie } from '../tie/person-of-tie.ts';
import { sideOf, tie } from '../tie/tie.ts';

/** Counted in a view, so many wishes at the same instant may overstep it by a few. */
const followingMax = 7500;

/** An account that is unlocked approves them all; see the policy. */
const requestsMax = 10_000;

export const followPerson = command(tie, {
  type: 'FollowPerson',
  about: 'Follows a person, or asks to where their account is locked.',
  route: 'PUT /v1/people/:person/follow',
  input: personInput,
  refusals: {
    'no-such-person': notFound('There is no such person.'),
    yourself: 'Nobody follows themselves.',
    'you-block-them': conflict('You block this person. Take the block back first.'),
    'following-too-many': `You follow or ask to follow ${followingMax} people, and more is not possible.`,
    'asked-by-too-many': 'Too many wait for an answer of this person. Try again later.',
  },
  target: tieWithPerson,
  async facts({ person }, { actor, look }) {
    const { state, version } = await look.state(gate, person);
    const own = (await look.get(tieCounts, actor ?? '')) ?? noTies;
    const theirs = (await look.get(tieCounts, person)) ?? noTies;
    const isKnown = await isPerson(look, person);
    return {
      isKnown,
      gate: { status: state.status, version },
      following: own.following + own.asking,
      asked: theirs.asked,
    };
  },
  decide(state, { person }, { actor, facts }) {
    const verdict = authorize(actor, 'follow', personOfTie(state, actor, person, facts.isKnown));
    if (verdict === 'hidden') return refuse('no-such-person');
    if (verdict === 'forbidden') return refuse(actor === person ? 'yourself' : 'you-block-them');
    const between = { follower: actor, followee: person };
    const { follow } = sideOf(state, actor);
    if (follow === 'following') return [];
    // As the gate stood when it was looked at: nobody slips in after the account was locked.
    const unlocked = [gateStillAt(person, facts.gate.version)];
    if (follow === 'requested')
      return facts.gate.status === 'locked'
        ? []
        : { events: [FollowRequestApproved(between), Followed(between)], also: unlocked };
    if (facts.following >= followingMax) return refuse('following-too-many');
    if (facts.gate.status === 'unlocked') return { events: [Followed(between)], also: unlocked };
    return facts.asked >= requestsMax ? refuse('asked-by-too-many') : [FollowRequested(between)];
  },
  answer: ({ state, caller }) => ({ state: sideOf(state, caller.actor ?? '').follow }),
  answers: z.strictObject({ state: z.enum(['following', 'requested']) }),
});
