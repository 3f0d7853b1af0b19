import { recorded } from '@touchline/kernel/testing';
import type { Recorded } from '@touchline/kernel';
import { Blocked, Followed, Muted, Unblocked, Unfollowed, Unmuted } from '@touchline/graph/published';
import {
  KudosGiven,
  KudosWithdrawn,
  PostDeleted,
  PostPublished,
  PostReposted,
  RepostWithdrawn,
  type Visibility,
} from '@touchline/posts/published';

/** A log of several partitions, with short ways of saying what happened. What is about one thing shares a partition. */
export function feedLog(partitions: number) {
  const log: Recorded[][] = Array.from({ length: partitions }, () => []);

  function append(key: string, event: { readonly type: string; readonly data: object }): void {
    let sum = 0;
    for (const letter of key) sum = (sum * 31 + letter.charCodeAt(0)) % 9973;
    const partition = sum % partitions;
    const events = log[partition]!;
    events.push(recorded(event, { stream: key, id: key, partition, position: events.length + 1 }));
  }

  const tie = (a: string, b: string): string => `tie-${[a, b].toSorted().join('.')}`;

  return {
    partitions: log,
    heads: () => log.map((events) => events.length),
    publish(post: string, author: string, more: { visibility?: Visibility; replyTo?: string } = {}): void {
      append(`post-${post}`, PostPublished({ post, author, text: `${author} says ${post}`, ...more }));
    },
    remove: (post: string, author: string) => append(`post-${post}`, PostDeleted({ post, author })),
    giveKudos: (person: string, post: string) => append(`post-${post}`, KudosGiven({ post, person })),
    withdrawKudos: (person: string, post: string) => append(`post-${post}`, KudosWithdrawn({ post, person })),
    repost: (person: string, post: string) => append(`post-${post}`, PostReposted({ post, person })),
    withdrawRepost: (person: string, post: string) =>
      append(`post-${post}`, RepostWithdrawn({ post, person })),
    follow: (follower: string, followee: string) =>
      append(tie(follower, followee), Followed({ follower, followee })),
    unfollow: (follower: string, followee: string) =>
      append(tie(follower, followee), Unfollowed({ follower, followee })),
    block: (blocker: string, blocked: string) => append(tie(blocker, blocked), Blocked({ blocker, blocked })),
    unblock: (blocker: string, blocked: string) =>
      append(tie(blocker, blocked), Unblocked({ blocker, blocked })),
    mute: (muter: string, muted: string) => append(tie(muter, muted), Muted({ muter, muted })),
    unmute: (muter: string, muted: string) => append(tie(muter, muted), Unmuted({ muter, muted })),
  };
}

export type FeedLog = ReturnType<typeof feedLog>;
