import { compose } from '@touchline/server/compose';
import { idSource } from '@touchline/kernel';
import type { Host } from '@touchline/kernel/runtime';
import { eventWriter } from './event-writer.ts';
import { handleOf, nameOf, texts } from './people-and-posts.ts';
import { worldFolder, type World, type WorldFolder } from './world.ts';

/** How much there is of each. */
export interface Size {
  readonly people: number;
  readonly posts: number;
  readonly kudosPerPost: number;
  /** How many others each person follows; less than half of all. */
  readonly follows: number;
  /** Everybody follows the first person, too. */
  readonly star?: boolean;
}

/** People, follows, posts and kudos in these proportions, this many events in all. */
export function sizeOf(events: number): Size {
  const people = Math.min(10_000, Math.floor(events / 100));
  const follows = 15;
  const kudosPerPost = 3;
  const posts = Math.floor((events - people * (2 + follows)) / (1 + kudosPerPost));
  return { people, follows, kudosPerPost, posts };
}

/** A world appended event by event, for what would take too long through commands; its views are filled. */
export function madeWorld(size: Size): Promise<WorldFolder> {
  const { people, posts, kudosPerPost, follows, star = false } = size;
  return worldFolder(
    `made-${people}-${posts}-${kudosPerPost}-${follows}${star ? '-star' : ''}`,
    async (dataFolder) => {
      const world = await inHost(dataFolder, (host) => appendWorld(host, size));
      await inHost(dataFolder, (host) => host.drain());
      return world;
    },
  );
}

async function inHost<T>(dataFolder: string, work: (host: Host) => Promise<T>): Promise<T> {
  const composed = await compose({ dataFolder, partitions: 1 }, { operatorKey: 'operator.bench' });
  try {
    return await work(composed.host);
  } finally {
    await composed.close();
  }
}

const listedMax = 10_000;

/** Views stand still meanwhile: read from the whole log, long stretches at a time, they fill several times as fast. */
export async function appendWorld(host: Host, size: Size): Promise<World> {
  for (const runtime of host.runtimes.values()) for (const consumer of runtime.consumers()) consumer.pause();
  const writer = eventWriter(host);
  const newId = idSource(Date.now);
  const people = Array.from({ length: size.people }, newId);
  // A batch of new people shares one write of their keys.
  for (let at = 0; at < people.length; at += 1000)
    await Promise.all(people.slice(at, at + 1000).map((person) => host.engine.keys.ensure(person)));
  for (const [i, account] of people.entries()) {
    const handle = handleOf(i);
    await writer.write('account', account, 'AccountRegistered', { account, handle, name: nameOf(i) });
    await writer.write('handle', handle, 'HandleClaimed', { handle, account });
  }
  const follow = async (from: number, to: number): Promise<void> => {
    const [follower, followee] = [people[from] as string, people[to] as string];
    const tie = follower < followee ? `${follower}.${followee}` : `${followee}.${follower}`;
    await writer.write('tie', tie, 'Followed', { follower, followee });
  };
  for (let i = 0; i < people.length; i++) {
    const others = new Set<number>(size.star && i > 0 ? [0] : []);
    // In a star the first one follows nobody: what lies between two people begins with one follow.
    if (!size.star || i > 0)
      for (let step = 1; step <= size.follows; step++) others.add((i + step) % people.length);
    for (const other of others) await follow(i, other);
  }
  const text = texts(1000);
  const posts: { id: string; author: string }[] = [];
  for (let i = 0; i < size.posts; i++) {
    const post = newId();
    const from = (i * 389) % people.length;
    const author = people[from] as string;
    await writer.write('post', post, 'PostPublished', {
      post,
      author,
      text: text[i % text.length],
    });
    if (i >= size.posts - listedMax) posts.push({ id: post, author });
    for (let k = 1; k <= size.kudosPerPost; k++) {
      const person = people[(from + k * 7) % people.length] as string;
      await writer.write('kudos', `${post}.${person}`, 'KudosGiven', { post, person });
    }
  }
  await writer.flush();
  return { people, posts, events: writer.count() };
}
