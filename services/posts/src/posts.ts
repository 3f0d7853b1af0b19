import { service } from '@touchline/kernel';
import { deletePost } from './commands/delete-post.ts';
import { editPost } from './commands/edit-post.ts';
import { giveKudos } from './commands/give-kudos.ts';
import { publishPost } from './commands/publish-post.ts';
import { repostPost } from './commands/repost-post.ts';
import { withdrawKudos } from './commands/withdraw-kudos.ts';
import { withdrawRepost } from './commands/withdraw-repost.ts';
import {
  KudosGiven,
  KudosWithdrawn,
  PostDeleted,
  PostEdited,
  PostPublished,
  PostReposted,
  RepostWithdrawn,
} from './events.ts';
import { handles } from './known/handles.ts';
import { mutes } from './known/mutes.ts';
import { personCards } from './known/person-cards.ts';
import { posts as postView } from './known/posts.ts';
import { reactions } from './known/reactions.ts';
import { ties } from './known/ties.ts';
import { kudos } from './kudos/kudos.ts';
import { meTopic } from './live/me-topic.ts';
import { postTopic } from './live/post-topic.ts';
import { post } from './post/post.ts';
import { listPostsByHashtag } from './queries/list-posts-by-hashtag.ts';
import { listPostsOfPerson } from './queries/list-posts-of-person.ts';
import { listPublicPosts } from './queries/list-public-posts.ts';
import { listReplies } from './queries/list-replies.ts';
import { readPost } from './queries/read-post.ts';
import { readPostHistory } from './queries/read-post-history.ts';
import { repost } from './repost/repost.ts';

export const posts = service({
  name: 'posts',
  about: 'Posts and replies, kudos and reposts.',
  streams: [post, kudos, repost],
  publishes: [
    PostPublished,
    PostEdited,
    PostDeleted,
    KudosGiven,
    KudosWithdrawn,
    PostReposted,
    RepostWithdrawn,
  ],
  commands: [publishPost, editPost, deletePost, giveKudos, withdrawKudos, repostPost, withdrawRepost],
  queries: [readPost, readPostHistory, listReplies, listPostsOfPerson, listPostsByHashtag, listPublicPosts],
  views: [postView, reactions, personCards, handles, ties, mutes],
  live: [postTopic, meTopic],
});
