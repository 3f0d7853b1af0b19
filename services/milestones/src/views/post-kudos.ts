import { view } from '@touchline/kernel';
import { KudosGiven, KudosWithdrawn, PostDeleted, PostPublished } from '@touchline/posts/published';
import { z } from 'zod';

const row = z.strictObject({
  author: z.string(),
  kudos: z.int(),
  /** When so many kudos stood on it for the first time, in milliseconds since 1970. */
  ten: z.int().optional(),
  hundred: z.int().optional(),
});
export type PostKudos = Readonly<z.output<typeof row>>;

const ofPost = ({ data }: { readonly data: { readonly post: string } }): string => data.post;

/** Kudos lie in the partition of their post and follow it; whoever gives twice is counted once by the posts service. */
export const postKudos = view('post-kudos', {
  about: 'How many kudos stand on a post that everyone may see, and when there were ten and a hundred.',
  reads: [PostPublished, PostDeleted, KudosGiven, KudosWithdrawn],
  /** What is done to a post waits with the post where that is set aside. */
  sequence: ({ data }) => data.post,
  row,
  // Of an erased author nobody is told anything: the query asks for the person first.
  personal: 'none',
  project: {
    PostPublished: {
      key: ({ data }) => (data.visibility === undefined ? data.post : null),
      fold: (_, { data }) => ({ author: data.author, kudos: 0 }),
    },
    PostDeleted: { key: ofPost, fold: () => undefined },
    KudosGiven: { key: ofPost, fold: (before, { at }) => before && given(before, Date.parse(at)) },
    KudosWithdrawn: { key: ofPost, fold: (before) => before && { ...before, kudos: before.kudos - 1 } },
  },
  indexes: {
    ten: { in: ({ author, ten }) => (ten === undefined ? null : author), by: ({ ten = 0 }) => ten },
    hundred: {
      in: ({ author, hundred }) => (hundred === undefined ? null : author),
      by: ({ hundred = 0 }) => hundred,
    },
  },
});

function given(before: PostKudos, at: number): PostKudos {
  const after = { ...before, kudos: before.kudos + 1 };
  if (after.kudos === 10) return { ten: at, ...after };
  return after.kudos === 100 ? { hundred: at, ...after } : after;
}
