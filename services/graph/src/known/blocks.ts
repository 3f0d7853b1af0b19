import { view } from '@touchline/kernel';
import { Blocked, Unblocked } from '../published.ts';
import { begins, edgeFrom, edgeKey, edgeRow, edgesBy, ends } from './edge.ts';

export const blocks = view('block', {
  about: 'Who blocks whom since when. Key: `<blocker>.<blocked>`.',
  reads: [Blocked, Unblocked],
  row: edgeRow,
  project: {
    Blocked: { key: ({ data }) => edgeKey(data.blocker, data.blocked), fold: begins },
    Unblocked: { key: ({ data }) => edgeKey(data.blocker, data.blocked), fold: ends },
  },
  indexes: { byBlocker: edgesBy(edgeFrom) },
});
