import { test } from 'node:test';
import { given } from '@touchline/kernel/testing';
import { Blocked, Followed, Muted, Unmuted } from '../published.ts';
import { mutePerson } from './mute-person.ts';

const mute = { muter: 'kai', muted: 'mia' };
const kai = { actor: 'kai', facts: true };

test('muted once, however often it is asked for; the follow stays', () => {
  given(mutePerson, [Followed({ follower: 'kai', followee: 'mia' })], kai)
    .when({ person: 'mia' })
    .gives([Muted(mute)]);
  given(mutePerson, [Muted(mute)], kai)
    .when({ person: 'mia' })
    .gives([]);
  given(mutePerson, [Muted(mute), Unmuted(mute)], kai)
    .when({ person: 'mia' })
    .gives([Muted(mute)]);
});

test('nobody mutes themselves, someone unknown, or one who blocks them', () => {
  given(mutePerson, [], kai).when({ person: 'kai' }).refuses('yourself');
  given(mutePerson, [], kai).when({ person: 'mia' }, { facts: false }).refuses('no-such-person');
  given(mutePerson, [Blocked({ blocker: 'mia', blocked: 'kai' })], kai)
    .when({ person: 'mia' })
    .refuses('no-such-person');
});
