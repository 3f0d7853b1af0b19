import { service } from '@touchline/kernel';
import { approveFollowRequest } from './commands/approve-follow-request.ts';
import { blockPerson } from './commands/block-person.ts';
import { declineFollowRequest } from './commands/decline-follow-request.ts';
import { followPerson } from './commands/follow-person.ts';
import { lockAccount } from './commands/lock-account.ts';
import { mutePerson } from './commands/mute-person.ts';
import { unblockPerson } from './commands/unblock-person.ts';
import { unfollowPerson } from './commands/unfollow-person.ts';
import { unlockAccount } from './commands/unlock-account.ts';
import { unmutePerson } from './commands/unmute-person.ts';
import { gate } from './gate/gate.ts';
import { admitFollower } from './known/admit-follower.ts';
import { blocks } from './known/blocks.ts';
import { followRequests } from './known/follow-requests.ts';
import { follows } from './known/follows.ts';
import { mutes } from './known/mutes.ts';
import { personCards } from './known/person-cards.ts';
import { tieCounts } from './known/tie-counts.ts';
import { meTopic } from './live/me-topic.ts';
import { admitWaitingFollowers } from './policies/admit-waiting-followers.ts';
import { countTies } from './queries/count-ties.ts';
import { listBlocks } from './queries/list-blocks.ts';
import { listFollowRequests } from './queries/list-follow-requests.ts';
import { listFollowers } from './queries/list-followers.ts';
import { listFollowing } from './queries/list-following.ts';
import { listMutes } from './queries/list-mutes.ts';
import { readLock } from './queries/read-lock.ts';
import { readRelation } from './queries/read-relation.ts';
import { suggestPeople } from './queries/suggest-people.ts';
import { tie } from './tie/tie.ts';
import { candidates } from './views/candidates.ts';

export const graph = service({
  name: 'graph',
  about: 'Who follows, blocks and mutes whom.',
  streams: [tie, gate],
  publishes: [...tie.events, ...gate.events],
  commands: [
    followPerson,
    unfollowPerson,
    approveFollowRequest,
    declineFollowRequest,
    admitFollower,
    lockAccount,
    unlockAccount,
    blockPerson,
    unblockPerson,
    mutePerson,
    unmutePerson,
  ],
  queries: [
    listFollowers,
    listFollowing,
    countTies,
    readRelation,
    listFollowRequests,
    readLock,
    listBlocks,
    listMutes,
    suggestPeople,
  ],
  views: [follows, followRequests, blocks, mutes, tieCounts, personCards, candidates],
  policies: [admitWaitingFollowers],
  live: [meTopic],
});
