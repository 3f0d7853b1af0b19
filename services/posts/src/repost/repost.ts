import { stream } from '@touchline/kernel';
import { PostReposted, RepostWithdrawn } from '../events.ts';
import { partitionOfPost } from '../post/partition-of-post.ts';

export interface Repost {
  readonly status: 'reposted' | 'not-reposted';
}

export const repost = stream('repost', {
  about: 'Whether one person reposts one post. Id: `<post>.<person>`.',
  events: [PostReposted, RepostWithdrawn],
  initial: (): Repost => ({ status: 'not-reposted' }),
  evolve: {
    PostReposted: () => ({ status: 'reposted' }),
    RepostWithdrawn: () => ({ status: 'not-reposted' }),
  },
  partitionKey: partitionOfPost,
});
