import { view } from '@touchline/kernel';
import { Muted, Unmuted } from '../published.ts';
import { begins, edgeFrom, edgeKey, edgeRow, edgesBy, ends } from './edge.ts';

export const mutes = view('mute', {
  about: 'Who mutes whom since when. Key: `<muter>.<muted>`.',
  reads: [Muted, Unmuted],
  row: edgeRow,
  project: {
    Muted: { key: ({ data }) => edgeKey(data.muter, data.muted), fold: begins },
    Unmuted: { key: ({ data }) => edgeKey(data.muter, data.muted), fold: ends },
  },
  indexes: { byMuter: edgesBy(edgeFrom) },
});
