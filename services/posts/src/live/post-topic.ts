import { idSchema, liveTopic, notFound, refuse, type Look, type Told } from '@touchline/kernel';
import { Blocked, Followed, Unblocked, Unfollowed } from '@touchline/graph/published';
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
import { editedPatch } from './edited-patch.ts';
import { countsOf, postCountsPatch, postDeletedPatch, postEditedPatch } from './patches.ts';

interface OfPost {
  readonly data: { readonly post: string };
}

const counts = ({ data }: OfPost, look: Look) => countsTold(data.post, look);

async function countsTold(post: string | undefined, look: Look): Promise<Told[]> {
  const row = post === undefined ? undefined : await look.get(posts, post);
  return post !== undefined && isPost(row) ? [{ to: [post], patch: countsOf(post, row) }] : [];
}

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
  async hearing({ key, actor, look }) {
    const found = await findPost(look, key, actor);
    if (!found || authorize(found.viewer, 'read', found.post) !== 'allowed') return refuse('no-such-post');
    return { channels: [key] };
  },
  tell: {
    PostPublished: ({ data }, look) => countsTold(data.replyTo, look),
    PostEdited: (event) => editedPatch(event, [event.data.post]),
    async PostDeleted({ data: { post, replyTo } }, look) {
      return [{ to: [post], patch: postDeletedPatch({ post }) }, ...(await countsTold(replyTo, look))];
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
