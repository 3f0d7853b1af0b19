import { deepEqual } from 'node:assert/strict';
import { test } from 'node:test';
import { stateBefore } from './state-before.ts';

test('changes are taken back, deep inside, too', () => {
  const now = { score: [2, 1], cards: { 'a/b': 1 }, status: 'live' };
  const before = stateBefore(now, [
    { path: '/score/0', kind: 'changed', before: 1, after: 2 },
    { path: '/cards/a~1b', kind: 'added', after: 1 },
    { path: '/minute', kind: 'removed', before: 64 },
  ]);
  deepEqual(before, { score: [1, 1], cards: {}, status: 'live', minute: 64 });
  deepEqual(now.score, [2, 1], 'what is shown stays as it is');
});

test('a list that grew is as long as it was', () => {
  deepEqual(
    stateBefore({ scorers: ['a', 'b', 'c'] }, [
      { path: '/scorers/1', kind: 'added', after: 'b' },
      { path: '/scorers/2', kind: 'added', after: 'c' },
    ]),
    { scorers: ['a'] },
  );
});

test('a state that was another as a whole comes back as a whole', () => {
  deepEqual(stateBefore({ status: 'open' }, [{ path: '', kind: 'changed', before: null, after: {} }]), null);
});
