import { texts } from '../data/people-and-posts.ts';
import type { World } from '../data/world.ts';
import type { Job } from './job.ts';

/** 60 % home feeds, 30 % kudos, 10 % new posts, by everyone. */
export function mixOf(world: World, key: string): Job['mix'] {
  const tokens = world.people.map((person) => `${key}/${person}`);
  const fans = new Set(world.people.slice(0, world.people.length >> 1));
  const liked = world.posts.filter(({ author }) => !fans.has(author)).slice(0, 2000);
  return [
    {
      name: 'feed',
      weight: 60,
      method: 'GET',
      paths: ['/v1/feed?limit=30'],
      tokens,
      expectedStatus: 200,
    },
    {
      name: 'kudos',
      weight: 30,
      method: 'PUT',
      paths: liked.map(({ id }) => `/v1/posts/${id}/kudos`),
      tokens: [...fans].map((person) => `${key}/${person}`),
      tokenStep: 1,
      expectedStatus: 204,
    },
    {
      name: 'posts',
      weight: 10,
      method: 'POST',
      paths: ['/v1/posts'],
      tokens,
      bodies: texts(997).map((text) => JSON.stringify({ text })),
      keyed: true,
      expectedStatus: 201,
    },
  ];
}
