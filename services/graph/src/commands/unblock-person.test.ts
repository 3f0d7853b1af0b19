import { test } from 'node:test';
import { given } from '@touchline/kernel/testing';
import { Blocked, Unblocked } from '../published.ts';
import { unblockPerson } from './unblock-person.ts';

const block = { blocker: 'kai', blocked: 'mia' };

test('an own block is taken back, once', () => {
  given(unblockPerson, [Blocked(block)], { actor: 'kai' })
    .when({ person: 'mia' })
    .gives([Unblocked(block)]);
  given(unblockPerson, [Blocked(block), Unblocked(block)], { actor: 'kai' })
    .when({ person: 'mia' })
    .gives([]);
});

test('the block of the other is not', () => {
  given(unblockPerson, [Blocked(block)], { actor: 'mia' })
    .when({ person: 'kai' })
    .gives([]);
});
