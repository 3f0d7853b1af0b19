import { equal } from 'node:assert/strict';
import { test } from 'node:test';
import { given } from '@touchline/kernel/testing';
import { PostPublished } from '../events.ts';
import type { Visibility } from '../visibility.ts';
import { publishPost } from './publish-post.ts';

const nobody = new Map<string, string>();

const kai = (people: ReadonlyMap<string, string> = nobody) =>
  given(publishPost, [], { id: 'post', actor: 'kai', facts: { people, parent: undefined } });

const replying = (visibility: Visibility, follows: boolean, blocked = false, people = nobody) => {
  const post = { author: 'lena', text: 'Up', at: 1, visibility };
  const parent = { post, viewer: { id: 'kai', follows, blocked } };
  return given(publishPost, [], { id: 'post', actor: 'kai', facts: { people, parent } });
};
const reply = { text: 'Well done', replyTo: 'parent' };

test('a post is public unless wished otherwise', () => {
  kai()
    .when({ text: 'Up' })
    .gives([PostPublished({ post: 'post', author: 'kai', text: 'Up' })]);
  kai()
    .when({ text: 'Up', visibility: 'only-me' })
    .gives([PostPublished({ post: 'post', author: 'kai', text: 'Up', visibility: 'only-me' })]);
});

test('handles that someone has become mentions, others stay text; hashtags are kept in lower case', () => {
  const text = 'With @Lena and @nobody #TrailRun';
  kai(new Map([['lena', 'id-of-lena']]))
    .when({ text })
    .gives([
      PostPublished({
        post: 'post',
        author: 'kai',
        text,
        mentions: [{ handle: 'lena', person: 'id-of-lena' }],
        hashtags: ['trailrun'],
      }),
    ]);
});

test('20 mentions and hashtags are accepted and 21 of either are not', () => {
  const many = (marker: string, count: number) =>
    Array.from({ length: count }, (_, i) => `${marker}x${i}`).join(' ');
  const hashtags = Array.from({ length: 20 }, (_, i) => `x${i}`);
  kai()
    .when({ text: `${many('@', 20)} ${many('#', 20)}` })
    .gives([
      PostPublished({
        post: 'post',
        author: 'kai',
        text: `${many('@', 20)} ${many('#', 20)}`,
        hashtags,
      }),
    ]);
  kai()
    .when({ text: many('@', 21) })
    .refuses('too-many-mentions');
  kai()
    .when({ text: many('#', 21) })
    .refuses('too-many-hashtags');
});

test('a reply reaches as far as its parent unless wished narrower', () => {
  const published = {
    post: 'post',
    author: 'kai',
    text: 'Well done',
    replyTo: 'parent',
  };
  replying('public', false)
    .when(reply)
    .gives([PostPublished(published)]);
  replying('followers', true)
    .when(reply)
    .gives([PostPublished({ ...published, visibility: 'followers' })]);
  replying('followers', true)
    .when({ ...reply, visibility: 'only-me' })
    .gives([PostPublished({ ...published, visibility: 'only-me' })]);
});

test('an event holds what differs from the usual and nothing else, its fields in one order', () => {
  const bytes = (decision: unknown): string => JSON.stringify(decision);
  equal(
    bytes(kai().when({ text: 'Up', visibility: 'public' }).decision),
    '[{"type":"PostPublished","data":{"post":"post","author":"kai","text":"Up"}}]',
  );
  const full = replying('followers', true, false, new Map([['lena', 'l']])).when({
    replyTo: 'parent',
    visibility: 'only-me',
    text: '@lena #up',
  });
  equal(
    bytes(full.decision),
    '[{"type":"PostPublished","data":{"post":"post","author":"kai","text":"@lena #up",' +
      '"mentions":[{"handle":"lena","person":"l"}],"hashtags":["up"],"visibility":"only-me","replyTo":"parent"}}]',
  );
});

test('a reply cannot reach further than its parent', () => {
  replying('followers', true)
    .when({ ...reply, visibility: 'public' })
    .refuses('wider-than-parent');
});

test('who may not see the parent cannot reply to it, and is told that there is none', () => {
  replying('followers', false).when(reply).refuses('no-such-post');
  replying('only-me', true).when(reply).refuses('no-such-post');
  replying('public', true, true).when(reply).refuses('no-such-post');
  kai().when(reply).refuses('no-such-post');
});
