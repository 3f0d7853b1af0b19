import { answeredAt, call } from '../api/call.ts';
import { paths } from '../api/paths.ts';
import type { Post } from '../api/shapes.ts';
import { dropDraft, editOf, giveBack } from '../compose/drafts.ts';
import { t } from '../i18n/locale.ts';
import { unlistPost } from '../store/post-lists.ts';
import { beginRead, expectChange, settleChange, takePosts } from '../store/posts.ts';
import { faultText } from '../ui/fault-text.ts';
import { dismissAbout, say } from '../ui/toast.ts';
import { requestKey } from '../api/request-key.ts';

/** Takes the post out of sight at once and for good; puts it back where that is refused. */
export async function removePost(post: Post): Promise<boolean> {
  const key = requestKey();
  expectChange(post.id, key, () => null);
  const { replyTo } = post;
  if (replyTo !== undefined)
    expectChange(replyTo, key, (parent) => ({
      ...parent,
      counts: { ...parent.counts, replies: Math.max(0, parent.counts.replies - 1) },
    }));
  const settle = (outcome?: 'done'): void => {
    const token = answeredAt();
    settleChange(post.id, key, outcome, token);
    if (replyTo !== undefined) settleChange(replyTo, key, outcome, token);
  };
  try {
    await call('DELETE', paths.post(post.id), { key });
    settle('done');
    unlistPost(post.id);
    dismissAbout(post.id);
    dropDraft(editOf(post.id));
    return true;
  } catch (error) {
    settle();
    say(faultText(error), { bad: true });
    return false;
  }
}

/** Undo of publishing: the post is deleted and its text is a draft again. */
export function unpublish(post: Post): void {
  const { replyTo, text, visibility } = post;
  void removePost(post).then((gone) => {
    if (!gone) return;
    giveBack(replyTo, { text, visibility });
    say(t('said.unpublished'));
  });
}

/** Changes a post's text; undo changes it back. */
export async function editPost(post: Post, text: string): Promise<boolean> {
  const key = requestKey();
  expectChange(post.id, key, (known) => ({ ...known, text, editedAt: new Date().toISOString() }));
  try {
    const edited = await call<Post>('PUT', paths.post(post.id), { key, body: { text } });
    settleChange(post.id, key, 'done', answeredAt());
    takePosts([edited], beginRead());
    say(t('said.edited'), { about: post.id, undo: () => void editPost(edited, post.text) });
    return true;
  } catch (error) {
    settleChange(post.id, key);
    say(faultText(error), { bad: true });
    return false;
  }
}
