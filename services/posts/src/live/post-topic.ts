import { idSchema, liveTopic, notFound, refuse, type Look, type Told } from '@touchline/kernel';
import { Blocked, Followed, Unblocked, Unfollowed } from '@touchline/graph/published';
import type { PostRow } from '../answer/post-row.ts';
import { isCounted } from '../answer/reply-tally.ts';
import { authorize } from '../authorize.ts';
import {
  KudosGiven,
  KudosWithdrawn,
  PostDeleted,
  PostEdited,
  PostPublished,
  PostReposted,
  RepostWithdrawn,
} from '../events.ts';
import { findPost } from '../known/find-post.ts';
import { isPost, posts } from '../known/posts.ts';
import type { Visibility } from '../visibility.ts';
import { editedPatch } from './edited-patch.ts';
import { countsOf, postCountsPatch, postDeletedPatch, postEditedPatch } from './patches.ts';

interface OfPost {
  readonly data: { readonly post: string };
}

interface Reply {
  readonly replyTo?: string | undefined;
  readonly visibility?: Visibility | undefined;
}

const counts = ({ data }: OfPost, look: Look) => countsTold(data.post, look);

async function countsTold(post: string, look: Look, isOf = (_row: PostRow) => true): Promise<Told[]> {
  const row = await look.get(posts, post);
  return isPost(row) && isOf(row) ? [{ to: [post], patch: countsOf(post, row) }] : [];
}

/** Nothing of a reply that is not counted: that something changed would tell of it. */
const repliesTold = async ({ replyTo, visibility }: Reply, look: Look): Promise<Told[]> =>
  replyTo === undefined ? [] : countsTold(replyTo, look, (row) => isCounted(visibility, row.visibility));

const stoodApart = ({ data }: { readonly data: { readonly blocker: string; readonly blocked: string } }) => [
  { recheck: [data.blocker, data.blocked] },
];
const followedOrNot = ({ data }: { readonly data: { readonly follower: string } }) => [
  { recheck: [data.follower] },
];

export const postTopic = liveTopic('post', {
  about: 'What happens to one post: its text, its counts, its end.',
  access: 'anyone',
  key: idSchema,
  refusals: { 'no-such-post': notFound('There is no such post.') },
  patches: [postEditedPatch, postDeletedPatch, postCountsPatch],
  reads: [
    PostPublished,
    PostEdited,
    PostDeleted,
    KudosGiven,
    KudosWithdrawn,
    PostReposted,
    RepostWithdrawn,
    Followed,
    Unfollowed,
    Blocked,
    Unblocked,
  ],
  rechecks: [Followed, Unfollowed, Blocked, Unblocked],
  async hearing({ key, actor, look }) {
    const found = await findPost(look, key, actor);
    if (!found || authorize(found.viewer, 'read', found.post) !== 'allowed') return refuse('no-such-post');
    return { channels: [key] };
  },
  tell: {
    PostPublished: ({ data }, look) => repliesTold(data, look),
    PostEdited: (event) => editedPatch(event, [event.data.post]),
    async PostDeleted({ data }, look) {
      const { post } = data;
      return [{ to: [post], patch: postDeletedPatch({ post }) }, ...(await repliesTold(data, look))];
    },
    KudosGiven: counts,
    KudosWithdrawn: counts,
    PostReposted: counts,
    RepostWithdrawn: counts,
    Followed: followedOrNot,
    Unfollowed: followedOrNot,
    Blocked: stoodApart,
    Unblocked: stoodApart,
  },
});
