import { view } from '@touchline/kernel';
import { PostReposted, RepostWithdrawn } from '@touchline/posts/published';
import { z } from 'zod';
import { firstOf, pair } from '../pair.ts';

/** Row `person.post`; the index gives a person's reposts in the order of the posts. */
export const repost = view('repost', {
  about: 'Who reposted which post.',
  reads: [PostReposted, RepostWithdrawn],
  row: z.strictObject({}),
  project: {
    PostReposted: { key: (e) => pair(e.data.person, e.data.post), fold: () => ({}) },
    RepostWithdrawn: { key: (e) => pair(e.data.person, e.data.post), fold: () => undefined },
  },
  indexes: { byPerson: { in: (_row, key) => firstOf(key) } },
});
