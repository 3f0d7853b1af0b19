import type { KnownPost } from '../crowd.ts';
import type { Scene } from './scene.ts';

const freshMax = 2000;

/** One of the newest posts: they draw the answers and the kudos. */
export function freshPost({ crowd: { posts }, random }: Scene): KnownPost | undefined {
  const fresh = Math.min(freshMax, posts.length);
  return posts[posts.length - 1 - Math.floor(random() * fresh)];
}
