import { view } from '@touchline/kernel';
import { Muted, Unmuted } from '@touchline/graph/published';
import { z } from 'zod';

interface Mute {
  readonly data: { readonly muter: string; readonly muted: string };
}
const key = ({ data: { muter, muted } }: Mute): string[] => [muter, muteKey(muter, muted)];

export const muteKey = (muter: string, muted: string): string => `${muter}.${muted}`;

/**
 * Apart from ties: only who reads what many wrote asks for it. Most people mute nobody: one look at how many saves looking
 * at every pair.
 */
export const mutes = view('mute', {
  about: 'Who mutes whom, and how many. Keys: `<muter>.<muted>`, `<muter>`.',
  reads: [Muted, Unmuted],
  row: z.strictObject({ people: z.int() }),
  project: {
    Muted: { key, fold: (row) => counted(row, 1) },
    Unmuted: { key, fold: (row) => counted(row, -1) },
  },
});

function counted(row: { people: number } | undefined, by: 1 | -1): { people: number } | undefined {
  const people = (row?.people ?? 0) + by;
  return people === 0 ? undefined : { people };
}
