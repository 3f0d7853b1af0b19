import type { PostList } from '../store/post-lists.ts';
import { postOf } from '../store/posts.ts';

/** Shows what waits on top, having read it if only its coming was heard of. */
export async function showFresh(list: PostList): Promise<void> {
  if (list.fresh.value.length === 0) return;
  if (list.fresh.value.some((id) => !postOf(id).value)) await list.load();
  list.showFresh();
  scrollTo({ top: 0 });
}
