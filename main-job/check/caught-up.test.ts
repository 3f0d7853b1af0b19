import assert from 'node:assert/strict';
import { test } from 'node:test';
import { caughtUp } from './caught-up.ts';
import type { Reach } from './reach.ts';

test('waits for views, memory views and policies in every partition, as long as it takes', async () => {
  const standing = (view: number[], memory: number[]): object => ({
    heads: [4, 2],
    services: [
      {
        service: 'feed',
        readers: [
          { name: 'card', builds: [{ cursors: view }] },
          { name: 'home-feed', cursors: memory },
        ],
      },
    ],
  });
  const stands = [
    standing([0, 0], [4, 2]),
    standing([4, 2], [4, 1]),
    standing([4, 1], [4, 2]),
    standing([4, 2], [4, 2]),
  ];
  const asked: string[] = [];
  const reach: Reach = {
    read: () => Promise.reject(new Error('nobody reads')),
    operate: async (path) => ({ status: 200, text: JSON.stringify(stands[asked.push(path) - 1]) }),
  };
  await caughtUp(reach);
  assert.equal(asked.length, 4);
});
