import { madeWorld } from './made-world.ts';
import type { WorldFolder } from './world.ts';

/** One author, whom everybody else follows, and each of them a few others; some posts. The author is the first. */
export const fanOutWorld = (followers: number): Promise<WorldFolder> =>
  madeWorld({ people: followers + 1, posts: 2000, kudosPerPost: 0, follows: 5, star: true });
