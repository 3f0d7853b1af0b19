import type { PostList } from '../store/post-lists.ts';
import { postOf } from '../store/posts.ts';

/** Shows what waits on top, having read it if only its coming was heard of. */
export async function showFresh(list: PostList): Promise<void> {
  if (list.fresh.value.length === 0) return;
  // A read that is on its way may have begun before their coming was heard of: the next one has not.
  for (let reads = 0; reads < 2 && list.fresh.value.some((id) => !postOf(id).value); reads++)
    await list.load();
  list.showFresh();
  scrollTo({ top: 0 });
}
