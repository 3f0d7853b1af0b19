import type { Look } from '@touchline/kernel';
import type { PostRow } from '../answer/post-row.ts';
import type { Viewer } from '../authorize.ts';
import { post } from '../post/post.ts';
import { isPost, posts } from './posts.ts';
import { viewerOf } from './viewer-of.ts';

/** A post that a command is about, and the person who asks as they stand to its author. */
export interface Found {
  readonly post: PostRow;
  readonly viewer: Viewer;
}

/** From the view; from the post itself when the view does not know it, for then it may be brand-new. */
export async function findPost(look: Look, id: string, actor: string | null): Promise<Found | undefined> {
  const row = await look.get(posts, id);
  const found = isPost(row) ? row : await fromStream(look, id);
  return found && { post: found, viewer: await viewerOf(look, actor, found.author) };
}

async function fromStream(look: Look, id: string): Promise<PostRow | undefined> {
  const { state } = await look.state(post, id);
  return state.status === 'published' ? state.post : undefined;
}
