import { view } from '@touchline/kernel';
import { Muted, Unmuted } from '@touchline/graph/published';
import { z } from 'zod';

export const muteKey = (muter: string, muted: string): string => `${muter}.${muted}`;

/** Apart from ties: only who reads what many wrote asks for it. */
export const mutes = view('mute', {
  about: 'Who mutes whom. Key: `<muter>.<muted>`.',
  reads: [Muted, Unmuted],
  row: z.strictObject({}),
  project: {
    Muted: { key: ({ data }) => muteKey(data.muter, data.muted), fold: (row) => row ?? {} },
    Unmuted: { key: ({ data }) => muteKey(data.muter, data.muted), fold: () => undefined },
  },
});
