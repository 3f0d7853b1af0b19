import { test } from 'node:test';
import { given } from '@touchline/kernel/testing';
import { PostDeleted, PostEdited, PostPublished } from '../events.ts';
import { editPost, editsMax } from './edit-post.ts';

const people = new Map([['lena', 'id-of-lena']]);
const published = PostPublished({ post: 'post', author: 'kai', text: 'Up', visibility: 'followers' });
const edited = (text: string) => PostEdited({ post: 'post', author: 'kai', text });
const as = (id: string, follows = false) => ({
  id: 'post',
  actor: id,
  facts: { people, viewer: { id, follows, blocked: false } },
});

test('the author changes the text; mentions and hashtags are found anew', () => {
  const text = 'Up with @lena #hills';
  given(editPost, [published], as('kai'))
    .when({ post: 'post', text })
    .gives([
      PostEdited({
        post: 'post',
        author: 'kai',
        text,
        mentions: [{ handle: 'lena', person: 'id-of-lena' }],
        hashtags: ['hills'],
      }),
    ]);
});

test('the same text is no change', () => {
  given(editPost, [published], as('kai')).when({ post: 'post', text: 'Up' }).gives([]);
  given(editPost, [published, edited('Down')], as('kai'))
    .when({ post: 'post', text: 'Down' })
    .gives([]);
});

test('who sees it but did not write it is refused, who does not see it is told that there is none', () => {
  given(editPost, [published], as('mia', true))
    .when({ post: 'post', text: 'Down' })
    .refuses('not-the-author');
  given(editPost, [published], as('mia')).when({ post: 'post', text: 'Down' }).refuses('no-such-post');
});

test('what is not there or was deleted cannot be changed', () => {
  const deleted = PostDeleted({ post: 'post', author: 'kai' });
  given(editPost, [], as('kai')).when({ post: 'post', text: 'Down' }).refuses('no-such-post');
  given(editPost, [published, deleted], as('kai'))
    .when({ post: 'post', text: 'Down' })
    .refuses('no-such-post');
});

test('the number of changes has an end', () => {
  const edits = Array.from({ length: editsMax - 1 }, (_, i) => edited(`Up ${i}`));
  given(editPost, [published, ...edits], as('kai'))
    .when({ post: 'post', text: 'Down' })
    .gives([edited('Down')]);
  given(editPost, [published, ...edits, edited('Last')], as('kai'))
    .when({ post: 'post', text: 'Down' })
    .refuses('too-many-edits');
});
