import type { Deed } from '../outbox/wish.ts';
import { readEmptyLists, readListsAgain } from '../store/post-lists.ts';
import { changeRelation, readCountsOf, readRelation } from '../store/people.ts';
import { faultText } from '../ui/fault-text.ts';
import { say } from '../ui/toast.ts';

/** Following shows at once; that the other one wants to be asked first is learned from the answer. */
export const followDeed: Deed = {
  show: ({ subject, method }) => changeRelation(subject, { following: method === 'PUT', requested: false }),
  done({ subject, method }, answer) {
    readEmptyLists();
    readListsAgain();
    readCountsOf(subject);
    if (method !== 'PUT') return;
    const { state } = answer as { state: 'following' | 'requested' };
    changeRelation(subject, { following: state === 'following', requested: state === 'requested' });
  },
  elsewhere: ({ subject }) => void readRelation(subject).catch(() => {}),
  refused({ subject, method }, error) {
    changeRelation(subject, { following: method !== 'PUT' });
    if (error !== undefined) say(faultText(error), { bad: true });
  },
};
