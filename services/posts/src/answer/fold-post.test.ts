import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import { idSource, type Recorded } from '@touchline/kernel';
import type { PostPublished } from '../events.ts';
import { publishedPost } from './fold-post.ts';
import { publishedAt } from './post-row.ts';

const now = Date.parse('2026-05-01T12:00:00.000Z');

test('a row tells when its post was published, and holds the time only where the id does not tell', () => {
  const newId = idSource(() => now);
  for (const late of [0, 1, 60_000]) {
    const id = newId();
    const event = { data: { post: id, author: 'kai', text: 'Up' }, at: new Date(now + late).toISOString() };
    const row = publishedPost(event as Recorded<typeof PostPublished>);
    equal(row && publishedAt(id, row), now + late);
    deepEqual(row, { author: 'kai', text: 'Up', ...(late > 0 && { at: now + late }) });
  }
});
