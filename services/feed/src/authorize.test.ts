import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { authorize, type Relation } from './authorize.ts';

const relations: Record<string, Relation> = {
  stranger: { hidden: false, follows: false },
  follower: { hidden: false, follows: true },
  hidden: { hidden: true, follows: false },
  'hidden follower': { hidden: true, follows: true },
};

const may: Record<string, readonly string[]> = {
  public: ['author', 'stranger', 'follower'],
  followers: ['author', 'follower'],
  'only-me': ['author'],
};

describe('authorize', () => {
  for (const [visibility, seers] of Object.entries(may))
    for (const role of ['author', ...Object.keys(relations)])
      test(`a post for ${visibility} is ${seers.includes(role) ? '' : 'not '}for the ${role}`, () => {
        const viewer = role === 'author' ? 'kai' : 'ann';
        const post = { author: 'kai', visibility: visibility as 'public' };
        const relation = relations[role] ?? { hidden: true, follows: false };
        assert.equal(authorize(viewer, 'read', post, relation), seers.includes(role));
      });

  test('a post without a visibility is public', () => {
    assert.equal(authorize('ann', 'read', { author: 'kai' }, { hidden: false, follows: false }), true);
  });
});
