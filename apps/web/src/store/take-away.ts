import { unlistPost } from './post-lists.ts';
import { postGone } from './posts.ts';

/** Takes posts off every page: the reader may not see them any more. */
export function takeAway(ids: readonly string[]): void {
  for (const id of ids) {
    postGone(id);
    unlistPost(id);
  }
}
