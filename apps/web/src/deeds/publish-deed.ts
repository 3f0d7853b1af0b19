import { t } from '../i18n/locale.ts';
import { draftOf, giveBack } from '../compose/drafts.ts';
import { answeredAt } from '../api/call.ts';
import type { Post } from '../api/shapes.ts';
import type { Deed, Wish } from '../outbox/wish.ts';
import { placePost, readListsAgain, renamePost, unlistPost } from '../store/post-lists.ts';
import { beginRead, expectChange, settleChange, takePosts } from '../store/posts.ts';
import { faultText } from '../ui/fault-text.ts';
import { say } from '../ui/toast.ts';

export interface PublishBody {
  readonly text: string;
  readonly visibility?: Post['visibility'];
  readonly replyTo?: string;
}

/** The shape a post has here until the server has given it an id. */
function localPost(wish: Wish, author: Post['author']): Post {
  const { text, visibility = 'public', replyTo } = wish.body as PublishBody;
  return {
    id: wish.subject,
    author,
    text,
    createdAt: wish.at,
    visibility,
    ...(replyTo !== undefined && { replyTo }),
    mentions: [],
    hashtags: [],
    counts: { kudos: 0, replies: 0, reposts: 0 },
    viewer: { kudos: false, reposted: false },
  };
}

interface Around {
  readonly author: () => Post['author'];
  /** Deletes a post that was published a moment ago, and gives its text back. */
  readonly unpublish: (post: Post) => void;
}

export const publishDeed = ({ author, unpublish }: Around): Deed => ({
  show(wish) {
    const post = localPost(wish, author());
    takePosts([post], beginRead());
    placePost(post);
    const { replyTo } = post;
    if (replyTo !== undefined)
      expectChange(replyTo, wish.key, (parent) => ({
        ...parent,
        counts: { ...parent.counts, replies: parent.counts.replies + 1 },
      }));
  },
  done(wish, answer) {
    const post = answer as Post;
    takePosts([post], beginRead());
    renamePost(wish.subject, post.id);
    if (post.replyTo !== undefined) settleChange(post.replyTo, wish.key, 'done', answeredAt());
    const text = t(post.replyTo === undefined ? 'said.posted' : 'said.replied');
    say(text, { about: post.id, undo: () => unpublish(post) });
  },
  elsewhere(wish) {
    unlistPost(wish.subject);
    const { replyTo } = wish.body as PublishBody;
    if (replyTo !== undefined) settleChange(replyTo, wish.key);
    readListsAgain();
  },
  refused(wish, error) {
    const { text, visibility, replyTo } = wish.body as PublishBody;
    unlistPost(wish.subject);
    if (replyTo !== undefined) settleChange(replyTo, wish.key);
    const draft = { text, ...(visibility && { visibility }) };
    // The text is its writer's: it goes back to where it was written. What they discarded is not mixed with something new.
    if (error !== undefined || draftOf(replyTo).text === '') giveBack(replyTo, draft);
    if (error !== undefined) say(`${faultText(error)} ${t('textIsSafe')}`, { bad: true });
  },
});
