import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import { flowsOf, ownerOf, readsOf, type Service } from './flows.ts';

const service = (name: string, events: string[], reads: string[]): Service => ({
  name,
  about: '',
  streams: [{ name, about: '', events }],
  events: [],
  commands: [],
  queries: [],
  views: [{ name: 'page', about: '', reads }],
  memoryViews: [],
  policies: [{ name: 'react', about: '', reads: reads.slice(0, 1) }],
  live: [],
});

const all = [
  service('posts', ['PostPublished', 'PostDeleted'], ['PostPublished', 'Followed']),
  service('graph', ['Followed'], ['PostPublished', 'PostDeleted', 'Unknown']),
];

test('events flow from who owns their stream to who reads them, each once', () => {
  deepEqual(flowsOf(all), [
    { from: 'graph', to: 'posts', types: ['Followed'] },
    { from: 'posts', to: 'graph', types: ['PostPublished', 'PostDeleted'] },
  ]);
});

test('what is read is told once, whoever of the service reads it', () => {
  deepEqual([...readsOf(all[0] as Service)], ['PostPublished', 'Followed']);
  deepEqual([ownerOf(all, 'Followed'), ownerOf(all, 'Unknown')], ['graph', undefined]);
  equal(flowsOf([]).length, 0);
});
