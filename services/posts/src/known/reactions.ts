import { view } from '@touchline/kernel';
import { z } from 'zod';
import type { ViewerMarks } from '../answer/post-answer-text.ts';
import { KudosGiven, KudosWithdrawn, PostReposted, RepostWithdrawn } from '../events.ts';

const flag = z.literal(true).optional();

interface Done {
  readonly data: { readonly post: string; readonly person: string };
}
const key = ({ data }: Done): string => reactionKey(data.person, data.post);

export const reactionKey = (person: string, post: string): string => `${person}.${post}`;

/** Kudos and repost in one row: a list asks for both of every post it shows. */
export const reactions = view('reaction', {
  about: 'What one person has done with one post. Key: `<person>.<post>`.',
  reads: [KudosGiven, KudosWithdrawn, PostReposted, RepostWithdrawn],
  row: z.strictObject({ kudos: flag, reposted: flag }),
  project: {
    KudosGiven: { key, fold: (row) => marks(true, row?.reposted) },
    KudosWithdrawn: { key, fold: (row) => marks(undefined, row?.reposted) },
    PostReposted: { key, fold: (row) => marks(row?.kudos, true) },
    RepostWithdrawn: { key, fold: (row) => marks(row?.kudos, undefined) },
  },
});

function marks(kudos: true | undefined, reposted: true | undefined) {
  if (!kudos && !reposted) return undefined;
  return { ...(kudos && { kudos }), ...(reposted && { reposted }) } satisfies ViewerMarks;
}
