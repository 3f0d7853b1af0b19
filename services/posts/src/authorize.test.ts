import { equal } from 'node:assert/strict';
import { test } from 'node:test';
import { authorize, type Action, type Verdict, type Viewer } from './authorize.ts';

const author = 'author';
const roles = {
  author: { id: author, follows: false, blocked: false },
  follower: { id: 'follower', follows: true, blocked: false },
  stranger: { id: 'stranger', follows: false, blocked: false },
  anonymous: { id: null, follows: false, blocked: false },
  muting: { id: 'muting', follows: true, blocked: false, mutes: true },
  // Who blocks whom makes no difference; a follow that a block has not ended yet does not help.
  blocked: { id: 'blocked', follows: true, blocked: true },
} satisfies Record<string, Viewer>;

const letters: Record<string, Verdict> = { a: 'allowed', f: 'forbidden', h: 'hidden' };

/** Actions in the order read, reply, give-kudos, repost, edit, delete, list. */
const table: Record<'public' | 'followers' | 'only-me', Record<keyof typeof roles, string>> = {
  public: {
    muting: 'aaaaffh',
    author: 'aafaaaa',
    follower: 'aaaaffa',
    stranger: 'aaaaffa',
    anonymous: 'afffffa',
    blocked: 'hhhhhhh',
  },
  followers: {
    muting: 'aaafffh',
    author: 'aaffaaa',
    follower: 'aaafffa',
    stranger: 'hhhhhhh',
    anonymous: 'hhhhhhh',
    blocked: 'hhhhhhh',
  },
  'only-me': {
    muting: 'hhhhhhh',
    author: 'aaffaaa',
    follower: 'hhhhhhh',
    stranger: 'hhhhhhh',
    anonymous: 'hhhhhhh',
    blocked: 'hhhhhhh',
  },
};
const actions: readonly Action[] = ['read', 'reply', 'give-kudos', 'repost', 'edit', 'delete', 'list'];

for (const [visibility, byRole] of Object.entries(table))
  for (const [role, verdicts] of Object.entries(byRole))
    test(`${role} and a post for ${visibility}: ${verdicts}`, () => {
      const post = { author, visibility: visibility as keyof typeof table };
      for (const [i, action] of actions.entries())
        equal(authorize(roles[role as keyof typeof roles], action, post), letters[verdicts[i] ?? ''], action);
    });
