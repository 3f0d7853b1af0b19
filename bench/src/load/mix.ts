import { texts } from '../data/people-and-posts.ts';
import type { World } from '../data/world.ts';
import type { Job } from './job.ts';

/** The mix by everyone, with the operator's key, which acts for a person. */
export const mixOf = (world: World, key: string): Job['mix'] =>
  mixFor(
    world,
    world.people.map((person) => `${key}/${person}`),
  );

/** The mix of DeathStarBench's social network: 60 % home feeds, 30 % a person's posts, 10 % new posts. */
export function mixFor(world: World, tokens: readonly string[]): Job['mix'] {
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
      name: 'timeline',
      weight: 30,
      method: 'GET',
      paths: world.people.map((person) => `/v1/people/${person}/posts?limit=30`),
      tokens,
      tokenStep: 1,
      expectedStatus: 200,
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
