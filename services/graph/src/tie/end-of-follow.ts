import { FollowRequestDeclined, Unfollowed } from '../published.ts';
import { sideOf, type Tie } from './tie.ts';

/** What happens when someone's follow, or their wish to follow, comes to an end; nothing where there is none. */
export function endOfFollow(tie: Tie, follower: string, followee: string) {
  switch (sideOf(tie, follower).follow) {
    case 'following':
      return [Unfollowed({ follower, followee })];
    case 'requested':
      return [FollowRequestDeclined({ follower, followee })];
    case 'none':
      return [];
  }
}
