import { setImmediate } from 'node:timers/promises';
import { memoryView, type MemoryFollower, type MemoryLook, type Recorded } from '@touchline/kernel';
import { Blocked, Followed, Muted, Unblocked, Unfollowed, Unmuted } from '@touchline/graph/published';
import {
  KudosGiven,
  KudosWithdrawn,
  PostPublished,
  PostReposted,
  RepostWithdrawn,
} from '@touchline/posts/published';
import { feeds, type HomeFeed } from './feeds.ts';
import { homeFeedLimits, type HomeFeedLimits } from './limits.ts';

// Edited and deleted posts stay in windows: what a post looks like, and whether it is there, is asked when it is shown.
const reads = [
  PostPublished,
  KudosGiven,
  KudosWithdrawn,
  PostReposted,
  RepostWithdrawn,
  Followed,
  Unfollowed,
  Blocked,
  Unblocked,
  Muted,
  Unmuted,
];
type Heard = (typeof reads)[number];

/** The newest ids of the home feeds of people who were here lately, in memory. */
export const homeFeed = memoryView('home-feed', {
  about: 'The newest posts of everybody whom a person hears, for people seen lately.',
  reads,
  personal: 'none',
  start: (look) => followFeeds(look, homeFeedLimits),
});

export function followFeeds(
  look: MemoryLook,
  limits: HomeFeedLimits,
  pause: () => Promise<void> = setImmediate,
): HomeFeed & MemoryFollower<Heard> {
  const all = feeds(look, limits, pause);
  return {
    ...all,
    apply(event: Recorded<Heard>) {
      switch (event.type) {
        case 'PostPublished': {
          const { post, author, visibility, replyTo } = event.data;
          if (!replyTo) all.publish({ id: post, author, onlyMe: visibility === 'only-me' });
          break;
        }
        case 'KudosGiven':
          all.react(event.data.person, 'kudos', event.data.post, true);
          break;
        case 'KudosWithdrawn':
          all.react(event.data.person, 'kudos', event.data.post, false);
          break;
        case 'PostReposted':
          all.react(event.data.person, 'reposts', event.data.post, true);
          break;
        case 'RepostWithdrawn':
          all.react(event.data.person, 'reposts', event.data.post, false);
          break;
        case 'Followed':
        case 'Unfollowed':
          all.leave(event.data.follower);
          break;
        case 'Blocked':
        case 'Unblocked':
          all.leave(event.data.blocker);
          all.leave(event.data.blocked);
          break;
        case 'Muted':
        case 'Unmuted':
          all.leave(event.data.muter);
          break;
      }
    },
  };
}
