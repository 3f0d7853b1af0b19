import type { Bench } from '../bench.ts';
import { fanOutWorld } from '../data/fan-out-world.ts';
import { liveListeners } from '../load/live-listeners.ts';
import { serverProcess, type ServerProcess } from '../processes/server-process.ts';

const streams = 1_000;
/** Slow enough that each post is delivered by itself. */
const postsPerSecond = 10;

/** What the streams cost is what the server uses more for the same posts. */
export const live: Bench = {
  name: 'live',
  about: `posts told to ${streams} open streams of followers, beside the same posts told to nobody`,
  async run({ seconds }) {
    const world = await fanOutWorld(streams);
    const server = await serverProcess(world.folder);
    try {
      const { host, port, key } = server;
      const [author = '', ...people] = world.people;
      const posts = Math.max(20, seconds * postsPerSecond);
      await published(server, author, 20);
      const alone = await published(server, author, posts);
      const before = server.usage().residentMb;
      const listeners = await liveListeners({ host, port, key, people, query: 'topic=feed&topic=me' });
      const held = server.usage().residentMb - before;
      const idleFrom = server.usage().cpuSeconds;
      await new Promise((resolve) => void setTimeout(resolve, seconds * 1000));
      const idle = server.usage().cpuSeconds - idleFrom;
      const bytesBefore = listeners.bytes();
      const patchesBefore = listeners.patches();
      const told = await published(server, author, posts);
      const expected = posts * streams;
      await arrived(() => listeners.patches() - patchesBefore, expected);
      const patches = listeners.patches() - patchesBefore;
      if (patches < expected) throw new Error(`${patches} patches came instead of ${expected}.`);
      const bytes = listeners.bytes() - bytesBefore;
      listeners.close();
      return [
        {
          what: 'processor time per patch and stream',
          value: ((told - alone) / patches) * 1e6,
          unit: 'µs',
          note: `${posts} posts, ${patches} patches; ${(alone * 1000).toFixed(0)} ms without, ${(told * 1000).toFixed(0)} ms with`,
        },
        { what: 'bytes per patch, chunk and event', value: bytes / patches, unit: 'B' },
        {
          what: 'memory per open stream',
          value: (held * 1024) / streams,
          unit: 'KiB',
          note: 'of the process, all included',
        },
        {
          what: `processor time of ${streams} streams that only beat`,
          value: (idle / seconds) * 1000,
          unit: 'ms/s',
        },
      ];
    } finally {
      await server.stop();
      await world.remove();
    }
  },
};

/** Publishes one post after the other at the pace, and answers the processor time it took the server. */
async function published({ url, key, usage }: ServerProcess, author: string, posts: number): Promise<number> {
  const from = usage().cpuSeconds;
  const began = performance.now();
  for (let n = 0; n < posts; n++) {
    const early = (n / postsPerSecond) * 1000 - (performance.now() - began);
    if (early > 0) await new Promise((resolve) => void setTimeout(resolve, early));
    const answer = await fetch(`${url}/v1/posts`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}/${author}`, 'content-type': 'application/json' },
      body: JSON.stringify({ text: `To all of you, ${n}` }),
    });
    if (!answer.ok) throw new Error(`A post was answered ${answer.status}: ${await answer.text()}`);
    await answer.arrayBuffer();
  }
  await new Promise((resolve) => void setTimeout(resolve, 500));
  return usage().cpuSeconds - from;
}

async function arrived(count: () => number, expected: number): Promise<void> {
  for (let waits = 0; waits < 100 && count() < expected; waits++)
    await new Promise((resolve) => void setTimeout(resolve, 100));
}
