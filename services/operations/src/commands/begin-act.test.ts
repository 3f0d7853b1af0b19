import { test } from 'node:test';
import { given } from '@touchline/kernel/testing';
import { ActBegun } from '../act/act.ts';
import { beginAct } from './begin-act.ts';

const input = { act: 'RebuildViews', on: 'posts/post-page', reason: 'rows looked wrong', details: '{}' };

test('what is about to be done is recorded as it was asked for', () => {
  given(beginAct)
    .when(input)
    .gives([ActBegun(input)]);
});
