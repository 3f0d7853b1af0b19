import assert from 'node:assert/strict';
import { test } from 'node:test';
import { given, stateAfter } from '@touchline/kernel/testing';
import { profile } from '../profile/profile.ts';
import { ProfileEdited } from '../published.ts';
import { editProfile } from './edit-profile.ts';

const id = '01k9w3m8x2f7qtb6s5n0v4c1dz';
const context = { id, actor: id };
const wish = {
  name: 'Kai Novak',
  bio: 'Hills.\nMore hills.',
  sports: ['running', 'football'],
  location: 'Rotterdam',
  links: ['https://example.org'],
};
const edited = ProfileEdited({ person: id, ...wish });

test('a profile is written whole', () => {
  given(editProfile, [], context).when(wish).gives([edited]);
});

test('writing the same again changes nothing', () => {
  given(editProfile, [edited], context).when(wish).gives([]);
});

test('a change of one field is an edit', () => {
  given(editProfile, [edited], context)
    .when({ ...wish, bio: '' })
    .gives([ProfileEdited({ person: id, ...wish, bio: '' })]);
});

test('sports and links named twice count once', () => {
  given(editProfile, [edited], context)
    .when({ ...wish, sports: ['running', 'running', 'football'], links: [...wish.links, ...wish.links] })
    .gives([]);
});

test('a sport that is not in the list is refused and named', () => {
  const story = given(editProfile, [], context).when({ ...wish, sports: ['running', 'quidditch'] });
  story.refuses('unknown-sport');
  assert.deepEqual(story.decision, { refusal: 'unknown-sport', details: { sport: 'quidditch' } });
});

test('nobody edits the profile of another', () => {
  given(editProfile, [], { id, actor: 'another' }).when(wish).refuses('not-allowed');
});

test('what is left out is empty', () => {
  assert.deepEqual(editProfile.input.parse({ name: ' Kai ' }), {
    name: 'Kai',
    bio: '',
    sports: [],
    location: '',
    links: [],
  });
});

const wrong: Record<string, object> = {
  'no name': { name: '' },
  'a name that nobody can see': { name: '\u200b\u2060 \u3164' },
  'a name of two lines': { name: 'Kai\nNovak' },
  'a name that turns the text around it': { name: 'Kai \u202etxt.exe' },
  'control characters in the bio': { bio: 'a\u0000b' },
  'a bio beyond its length': { bio: 'x'.repeat(501) },
  'more than 20 sports': { sports: Array.from({ length: 21 }, (_, i) => `s${i}`) },
  'a link that runs a script': { links: ['javascript:alert(1)'] },
  'a link into the data of a page': { links: ['data:text/html,x'] },
  'a link with a password': { links: ['https://kai:secret@example.org'] },
  'a link with a name before its host': { links: ['https://bank.example@example.org/'] },
  'more than 5 links': { links: Array.from({ length: 6 }, (_, i) => `https://example.org/${i}`) },
  'a field nobody declared': { handle: 'admin' },
};
for (const [what, change] of Object.entries(wrong))
  test(`invalid: ${what}`, () => {
    assert.equal(editProfile.input.safeParse({ ...wish, ...change }).success, false);
  });

test('the answer is the profile as it stands', () => {
  const state = stateAfter(profile, [edited]);
  const caller = { actor: id, session: null, roles: [] };
  const answer = editProfile.answer?.(
    { id, input: wish, caller, state, version: 1, repeated: false },
    undefined as never,
  );
  assert.deepEqual(editProfile.answers?.parse(answer), { id, ...wish });
});
