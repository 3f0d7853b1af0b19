import { policy, send, type Effect } from '@touchline/kernel';
import { gate } from '../gate/gate.ts';
import { admitFollower } from '../known/admit-follower.ts';
import { edgeFrom } from '../known/edge.ts';
import { followRequests } from '../known/follow-requests.ts';
import { isPerson } from '../known/is-person.ts';
import { AccountUnlocked, FollowRequested } from '../published.ts';

const pageSize = 1000;
/** Ten pages hold all requests an account can have, two more those that came at the same instant. */
const pagesMax = 12;

/**
 * A request and an unlocking may cross, for each is decided on its own stream. So both are reacted to, and whichever
 * comes second finds the other: the list shows at least what was reacted to before (PO9).
 */
export const admitWaitingFollowers = policy('admit-waiting-followers', {
  about: 'Lets those in who asked to follow an account that is not locked any more.',
  reads: [AccountUnlocked, FollowRequested],
  react: {
    async AccountUnlocked({ data: { person } }, look) {
      const effects: Effect[] = [];
      let after: string | undefined;
      for (let read = 0; read < pagesMax; read++) {
        const page = await look.range(followRequests, 'to', { group: person, after, limit: pageSize });
        for (const follower of page.keys.map(edgeFrom))
          // Who closed their account does not ask any more.
          if (await isPerson(look, follower))
            effects.push(send(admitFollower, { follower, followee: person }));
        after = page.next;
        if (after === undefined) break;
      }
      return effects;
    },
    async FollowRequested({ data }, look) {
      const { state } = await look.state(gate, data.followee);
      return state.status === 'unlocked' ? [send(admitFollower, data)] : [];
    },
  },
});
