import type { Visibility } from './visibility.ts';

/** `list` is to read it among what many wrote. */
export type Action = 'read' | 'list' | 'reply' | 'give-kudos' | 'repost' | 'edit' | 'delete';

/** Who asks, as they stand to the author of the post. */
export interface Viewer {
  /** `null` for a stranger. */
  readonly id: string | null;
  readonly follows: boolean;
  /** One of the two blocks the other. */
  readonly blocked: boolean;
  /** They do not want to meet the author; only `list` asks. */
  readonly mutes?: boolean;
}

interface Resource {
  readonly author: string;
  readonly visibility?: Visibility | undefined;
}

/** `hidden` is answered as if there were no such post; `forbidden` is said openly. */
export type Verdict = 'allowed' | 'hidden' | 'forbidden';

/** The one rule of who may do what with a post, for commands and every way of reading. */
export function authorize(viewer: Viewer, action: Action, post: Resource): Verdict {
  if (!maySee(viewer, post)) return 'hidden';
  if (action === 'read') return 'allowed';
  if (action === 'list') return viewer.mutes ? 'hidden' : 'allowed';
  if (viewer.id === null) return 'forbidden';
  const isOwn = viewer.id === post.author;
  switch (action) {
    case 'reply':
      return 'allowed';
    case 'give-kudos':
      return isOwn ? 'forbidden' : 'allowed';
    case 'repost':
      // A repost takes a post to people its author did not choose.
      return (post.visibility ?? 'public') === 'public' ? 'allowed' : 'forbidden';
    case 'edit':
    case 'delete':
      return isOwn ? 'allowed' : 'forbidden';
  }
}

function maySee(viewer: Viewer, { author, visibility = 'public' }: Resource): boolean {
  if (viewer.id === author) return true;
  if (viewer.blocked) return false;
  return visibility === 'public' || (visibility === 'followers' && viewer.id !== null && viewer.follows);
}
