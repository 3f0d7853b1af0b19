import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import { topicsOfTabs } from './topics-of-tabs.ts';

test('the tabs want together what each of them wants, once, and no more than a stream may carry', () => {
  const tabs = topicsOfTabs();
  equal(tabs.set('a', ['me', 'feed']), true);
  tabs.set('b', ['me', 'post:1']);
  equal(tabs.count(), 2);
  deepEqual(tabs.all.value, ['feed', 'me', 'post:1']);
  equal(tabs.set('a', ['me']), false);
  tabs.remove('b');
  deepEqual(tabs.all.value, ['me']);
  tabs.set(
    'c',
    Array.from({ length: 80 }, (_, i) => `post:${i}`),
  );
  equal(tabs.all.value.length, 50);
});
