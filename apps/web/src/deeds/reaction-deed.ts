import { answeredAt } from '../api/call.ts';
import type { Post } from '../api/shapes.ts';
import type { Deed } from '../outbox/wish.ts';
import { readListsAgain } from '../store/post-lists.ts';
import { expectChange, settleChange } from '../store/posts.ts';
import { faultText } from '../ui/fault-text.ts';
import { say } from '../ui/toast.ts';

const reacted = (name: 'kudos' | 'reposted', count: 'kudos' | 'reposts', given: boolean) => (post: Post) =>
  post.viewer[name] === given
    ? post
    : {
        ...post,
        viewer: { ...post.viewer, [name]: given },
        counts: { ...post.counts, [count]: Math.max(0, post.counts[count] + (given ? 1 : -1)) },
      };

/** Kudos and reposts: given by PUT, taken back by DELETE; twice is once. */
const reactionDeed = (name: 'kudos' | 'reposted', count: 'kudos' | 'reposts'): Deed => ({
  show: ({ subject, key, method }) => expectChange(subject, key, reacted(name, count, method === 'PUT')),
  done: ({ subject, key }) => settleChange(subject, key, 'done', answeredAt()),
  elsewhere({ subject, key }) {
    settleChange(subject, key);
    readListsAgain();
  },
  refused({ subject, key }, error) {
    settleChange(subject, key);
    if (error !== undefined) say(faultText(error), { bad: true });
  },
});

export const kudosDeed = reactionDeed('kudos', 'kudos');
export const repostDeed = reactionDeed('reposted', 'reposts');
