import { view } from '@touchline/kernel';
import { FollowRequestApproved, FollowRequestDeclined, FollowRequested } from '../published.ts';
import { begins, edgeKey, edgeRow, edgesBy, edgeTo, ends } from './edge.ts';

export const followRequests = view('follow-request', {
  about: 'Who asks to follow whom since when. Key: `<follower>.<followee>`.',
  reads: [FollowRequested, FollowRequestApproved, FollowRequestDeclined],
  row: edgeRow,
  project: {
    FollowRequested: { key: ({ data }) => edgeKey(data.follower, data.followee), fold: begins },
    FollowRequestApproved: { key: ({ data }) => edgeKey(data.follower, data.followee), fold: ends },
    FollowRequestDeclined: { key: ({ data }) => edgeKey(data.follower, data.followee), fold: ends },
  },
  indexes: { to: edgesBy(edgeTo) },
});
