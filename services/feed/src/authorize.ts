import type { Visibility } from '@touchline/posts/published';

export interface FeedItem {
  readonly author: string;
  /** Missing means public. */
  readonly visibility?: Visibility | undefined;
}

/** What stands between a viewer and an author now. */
export interface Relation {
  /** A block, either way, or a mute. */
  readonly hidden: boolean;
  readonly follows: boolean;
}

/** Whether a post may stand in a viewer's feed. */
export function authorize(viewer: string, _action: 'read', post: FeedItem, relation: Relation): boolean {
  if (post.author === viewer) return true;
  if (relation.hidden) return false;
  switch (post.visibility ?? 'public') {
    case 'public':
      return true;
    case 'followers':
      return relation.follows;
    case 'only-me':
      return false;
  }
}
