import { stream } from '@touchline/kernel';
import { KudosGiven, KudosWithdrawn } from '../events.ts';
import { partitionOfPost } from '../post/partition-of-post.ts';

export interface Kudos {
  readonly status: 'given' | 'not-given';
}

/** A stream per post and person: a post that thousands like at once has no one stream that they queue for. */
export const kudos = stream('kudos', {
  about: 'Whether one person gives kudos to one post. Id: `<post>.<person>`.',
  events: [KudosGiven, KudosWithdrawn],
  initial: (): Kudos => ({ status: 'not-given' }),
  evolve: {
    KudosGiven: () => ({ status: 'given' }),
    KudosWithdrawn: () => ({ status: 'not-given' }),
  },
  partitionKey: partitionOfPost,
});
