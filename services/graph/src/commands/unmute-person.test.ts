import { test } from 'node:test';
import { given } from '@touchline/kernel/testing';
import { Muted, Unmuted } from '../published.ts';
import { unmutePerson } from './unmute-person.ts';

const mute = { muter: 'kai', muted: 'mia' };

test('an own mute is taken back, once, and the other’s is not', () => {
  given(unmutePerson, [Muted(mute)], { actor: 'kai' })
    .when({ person: 'mia' })
    .gives([Unmuted(mute)]);
  given(unmutePerson, [Muted(mute), Unmuted(mute)], { actor: 'kai' })
    .when({ person: 'mia' })
    .gives([]);
  given(unmutePerson, [Muted(mute)], { actor: 'mia' })
    .when({ person: 'kai' })
    .gives([]);
});
