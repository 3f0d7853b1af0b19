import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { erased, type ViewType } from '@touchline/kernel';
import { assertErases, rowsAfter } from '@touchline/kernel/testing';
import {
  KudosGiven,
  KudosWithdrawn,
  PostDeleted,
  PostEdited,
  PostPublished,
  PostReposted,
  type Visibility,
} from '@touchline/posts/published';
import { happened } from '../testing/happened.ts';
import { card, privateGroup } from './card.ts';

const at = '2026-05-01T12:00:00.000Z';
const published = (more: { visibility?: Visibility; replyTo?: string } = {}) =>
  happened(PostPublished({ post: 'p1', author: 'kai', text: 'Up the hill', ...more }));
const edited = happened(PostEdited({ post: 'p1', author: 'kai', text: 'Down', hashtags: ['hills'] }));
const deleted = happened(PostDeleted({ post: 'p1', author: 'kai' }));
const given = (person: string) => happened(KudosGiven({ post: 'p1', person }));
const withdrawn = (person: string) => happened(KudosWithdrawn({ post: 'p1', person }));
const row = { author: 'kai', text: 'Up the hill', at: Date.parse(at) };

describe('card', () => {
  test('a public post without marks is three fields', () => {
    assert.deepEqual([...rowsAfter(card, [published()])], [['p1', row]]);
  });

  test('an edit replaces text and marks, and keeps who, when and the counts', () => {
    const after = rowsAfter(card, [published({ visibility: 'followers' }), given('ada'), edited]).get('p1');
    assert.deepEqual(after, {
      ...row,
      text: 'Down',
      visibility: 'followers',
      editedAt: Date.parse(at),
      hashtags: ['hills'],
      kudos: 1,
    });
  });

  test('counts go up and down, and none is left out', () => {
    const repost = happened(PostReposted({ post: 'p1', person: 'ada' }));
    assert.deepEqual(rowsAfter(card, [published(), given('ada'), given('bo'), repost]).get('p1'), {
      ...row,
      kudos: 2,
      reposts: 1,
    });
    assert.deepEqual(rowsAfter(card, [published(), given('ada'), withdrawn('ada')]).get('p1'), row);
  });

  test('equal rows are equal bytes, whichever came first', () => {
    const repost = happened(PostReposted({ post: 'p1', person: 'ada' }));
    const bytes = (events: Parameters<typeof rowsAfter>[1]) =>
      JSON.stringify([...rowsAfter(card, events as never)]);
    assert.equal(
      bytes([published(), given('bo'), repost, edited]),
      bytes([published(), edited, repost, given('bo')]),
    );
  });

  test('a reply has no card, and what happens to it makes none', () => {
    assert.equal(rowsAfter(card, [published({ replyTo: 'p0' }), given('ada'), edited]).size, 0);
  });

  test('a deleted post is gone, and kudos after it do not bring it back', () => {
    assert.equal(rowsAfter(card, [published(), deleted, given('ada')]).size, 0);
  });

  test('posts of someone who was erased are not there, published or edited', () => {
    const gone = (event: ReturnType<typeof published> | typeof edited) =>
      ({ ...event, data: { ...event.data, text: erased } }) as never;
    assert.equal(rowsAfter(card, [gone(published()), given('ada')]).size, 0);
    assert.equal(rowsAfter(card, [published(), gone(edited)]).size, 0);
  });

  test('wherever an author is erased, their posts are gone as after a rebuild', () => {
    const all = [published(), given('ada'), edited, withdrawn('ada'), deleted];
    for (let seen = 1; seen <= all.length; seen++) assertErases(card as ViewType, all.slice(0, seen), 'kai');
    for (const visibility of ['followers', 'only-me'] as const)
      assertErases(card as ViewType, [published({ visibility }), edited], 'kai');
  });

  test('a private post stands in a timeline of its own', () => {
    const groups = card.indexes.byAuthor;
    assert.equal(groups.in(row, 'p1'), 'kai');
    assert.equal(groups.in({ ...row, visibility: 'followers' }, 'p1'), 'kai');
    assert.equal(groups.in({ ...row, visibility: 'only-me' }, 'p1'), privateGroup('kai'));
  });
});
