import { view } from '@touchline/kernel';
import { Followed, Unfollowed } from '../published.ts';
import { begins, edgeFrom, edgeKey, edgeRow, edgesBy, edgeTo, ends } from './edge.ts';

export const follows = view('follow', {
  about: 'Who follows whom since when. Key: `<follower>.<followee>`.',
  reads: [Followed, Unfollowed],
  row: edgeRow,
  project: {
    Followed: { key: ({ data }) => edgeKey(data.follower, data.followee), fold: begins },
    Unfollowed: { key: ({ data }) => edgeKey(data.follower, data.followee), fold: ends },
  },
  indexes: { followersOf: edgesBy(edgeTo), followingOf: edgesBy(edgeFrom) },
});
