import type { Deed } from '../outbox/wish.ts';
import { readEmptyLists, readListsAgain } from '../store/post-lists.ts';
import { changeRelation, readCountsOf, readRelation, type Relation, relationTo } from '../store/people.ts';
import { faultText } from '../ui/fault-text.ts';
import { say } from '../ui/toast.ts';

/** How the two stood before a wish was shown, by its key. */
const before = new Map<string, Pick<Relation, 'following' | 'requested'>>();

/** Following shows at once; that the other one wants to be asked first is learned from the answer. */
export const followDeed: Deed = {
  show({ key, subject, method }) {
    const { following = method !== 'PUT', requested = false } = relationTo(subject).peek() ?? {};
    before.set(key, { following, requested });
    changeRelation(subject, { following: method === 'PUT', requested: false });
  },
  done({ key, subject, method }, answer) {
    before.delete(key);
    readEmptyLists();
    readListsAgain();
    readCountsOf(subject);
    if (method !== 'PUT') return;
    const { state } = answer as { state: 'following' | 'requested' };
    changeRelation(subject, { following: state === 'following', requested: state === 'requested' });
  },
  elsewhere({ key, subject }) {
    before.delete(key);
    readRelation(subject).catch(() => {});
  },
  refused({ key, subject }, error) {
    changeRelation(subject, before.get(key) ?? {});
    before.delete(key);
    if (error !== undefined) say(faultText(error), { bad: true });
  },
};
