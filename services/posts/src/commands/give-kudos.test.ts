import { test } from 'node:test';
import { given } from '@touchline/kernel/testing';
import { KudosGiven, KudosWithdrawn } from '../events.ts';
import type { Visibility } from '../visibility.ts';
import { giveKudos } from './give-kudos.ts';

const done = KudosGiven({ post: 'post', person: 'mia' });
const undone = KudosWithdrawn({ post: 'post', person: 'mia' });

const as = (id: string, visibility: Visibility = 'public', follows = false) => ({
  actor: id,
  facts: {
    post: { id: 'post', author: 'kai', text: 'Up', at: 1, visibility },
    viewer: { id, follows, blocked: false },
  },
});

test('once, however often it is asked for', () => {
  given(giveKudos, [], as('mia')).when({ post: 'post' }).gives([done]);
  given(giveKudos, [done], as('mia')).when({ post: 'post' }).gives([]);
});

test('once more after it was taken back', () => {
  given(giveKudos, [done, undone], as('mia')).when({ post: 'post' }).gives([done]);
});

test('not for a post that one may not see, or that is not there', () => {
  given(giveKudos, [], as('mia', 'followers')).when({ post: 'post' }).refuses('no-such-post');
  given(giveKudos, [], as('mia', 'only-me', true))
    .when({ post: 'post' })
    .refuses('no-such-post');
  given(giveKudos, [], { actor: 'mia', facts: undefined }).when({ post: 'post' }).refuses('no-such-post');
});

test('followers may, for what is for followers', () => {
  given(giveKudos, [], as('mia', 'followers', true))
    .when({ post: 'post' })
    .gives([done]);
});

test('not for an own post', () => {
  given(giveKudos, [], as('kai')).when({ post: 'post' }).refuses('own-post');
});
