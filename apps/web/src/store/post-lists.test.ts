import { deepEqual } from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { forgetLists, leaveHome, meetNoMore, postLists } from './post-lists.ts';

const shown = () => ({
  home: postLists.home().rows.value,
  everyone: postLists.everyone().rows.value,
  hashtag: postLists.hashtag('run').rows.value,
  replies: postLists.replies('p').rows.value,
  page: postLists.by('ben').rows.value,
  fresh: postLists.everyone().fresh.value,
});

function fill(): void {
  const { home, everyone, hashtag, replies, by } = postLists;
  for (const list of [home(), everyone(), hashtag('run'), replies('p'), by('ben')])
    list.rows.value = ['b2', 'a1'];
  everyone().fresh.value = ['b3'];
}

afterEach(forgetLists);

test('posts of somebody who is muted are met nowhere, and stay on their own page', () => {
  fill();
  meetNoMore(['b3', 'b2']);
  const left = ['a1'];
  deepEqual(shown(), {
    home: left,
    everyone: left,
    hashtag: left,
    replies: left,
    page: ['b2', 'a1'],
    fresh: [],
  });
});

test('posts of somebody who is not followed any more leave the home feed alone', () => {
  fill();
  leaveHome(['b2']);
  deepEqual([shown().home, shown().everyone], [['a1'], ['b2', 'a1']]);
});
