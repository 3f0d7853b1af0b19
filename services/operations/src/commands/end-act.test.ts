import { test } from 'node:test';
import { given } from '@touchline/kernel/testing';
import { ActBegun, ActEnded } from '../act/act.ts';
import { endAct } from './end-act.ts';

const id = '01k9w3m8x2f7qtb6s5n0v4c1dz';
const begun = ActBegun({ act: 'RebuildViews', on: 'posts', reason: null, details: '{}' });
const end = { id, outcome: 'done', told: '4 views rebuilt' } as const;

test('what began comes to its end once', () => {
  given(endAct, [begun])
    .when(end)
    .gives([ActEnded({ outcome: 'done', told: '4 views rebuilt' })]);
  given(endAct, [begun, ActEnded({ outcome: 'failed', told: '' })])
    .when(end)
    .gives([]);
});

test('what never began does not end', () => given(endAct).when(end).gives([]));
