import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import { topicsOfTabs } from './topics-of-tabs.ts';

test('the tabs want together what each of them wants, once, and no more than a stream may carry', () => {
  const tabs = topicsOfTabs();
  tabs.set('a', ['me', 'feed']);
  tabs.set('b', ['me', 'post:1']);
  deepEqual(tabs.all.value, ['feed', 'me', 'post:1']);
  tabs.set('a', ['me']);
  tabs.remove('b');
  deepEqual(tabs.all.value, ['me']);
  tabs.set(
    'c',
    Array.from({ length: 80 }, (_, i) => `post:${i}`),
  );
  equal(tabs.all.value.length, 50);
});
