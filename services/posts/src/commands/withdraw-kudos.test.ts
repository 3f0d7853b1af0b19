import { test } from 'node:test';
import { given } from '@touchline/kernel/testing';
import { KudosGiven, KudosWithdrawn } from '../events.ts';
import { withdrawKudos } from './withdraw-kudos.ts';

const done = KudosGiven({ post: 'post', person: 'mia' });
const undone = KudosWithdrawn({ post: 'post', person: 'mia' });

const seeing = (blocked: boolean) => ({
  actor: 'mia',
  facts: {
    post: { id: 'post', author: 'kai', text: 'Up', at: 1 },
    viewer: { id: 'mia', follows: false, blocked },
  },
});

test('what was given is taken back, once', () => {
  given(withdrawKudos, [done], seeing(false)).when({ post: 'post' }).gives([undone]);
  given(withdrawKudos, [done, undone], seeing(false)).when({ post: 'post' }).gives([]);
  given(withdrawKudos, [], seeing(false)).when({ post: 'post' }).gives([]);
});

test('also from a post that one may not see any more', () => {
  given(withdrawKudos, [done], seeing(true)).when({ post: 'post' }).gives([undone]);
});

test('a post that is hidden or not there is not told apart', () => {
  given(withdrawKudos, [], seeing(true)).when({ post: 'post' }).refuses('no-such-post');
  given(withdrawKudos, [], { actor: 'mia', facts: undefined }).when({ post: 'post' }).refuses('no-such-post');
});
