import { Blocked, Muted, Unblocked, Unmuted } from '@touchline/graph/published';
import { view } from '@touchline/kernel';
import { z } from 'zod';
import { firstOf, pair } from '../pair.ts';

const hiddenSchema = z.strictObject({
  blocks: z.literal(true).optional(),
  blockedBy: z.literal(true).optional(),
  mutes: z.literal(true).optional(),
});
type HiddenRow = z.output<typeof hiddenSchema>;

/** Row `viewer.author`: posts of the author do not stand in the viewer's feed, and why. A block has two rows. */
export const hidden = view('hidden', {
  about: 'Whose posts are kept out of whose feed, by a block (either way) or a mute.',
  version: 2,
  reads: [Blocked, Unblocked, Muted, Unmuted],
  row: hiddenSchema,
  project: {
    Blocked: { key: bothWays, fold: (row, e, key) => ({ ...row, [side(e.data.blocker, key)]: true }) },
    Unblocked: { key: bothWays, fold: (row, e, key) => without(row, side(e.data.blocker, key)) },
    Muted: {
      key: (e) => pair(e.data.muter, e.data.muted),
      fold: (row): HiddenRow => ({ ...row, mutes: true }),
    },
    Unmuted: { key: (e) => pair(e.data.muter, e.data.muted), fold: (row) => without(row, 'mutes') },
  },
  indexes: { byViewer: { in: (_row, key) => firstOf(key) } },
});

function bothWays({ data }: { readonly data: { readonly blocker: string; readonly blocked: string } }) {
  return [pair(data.blocker, data.blocked), pair(data.blocked, data.blocker)];
}

const side = (blocker: string, key: string) => (firstOf(key) === blocker ? 'blocks' : 'blockedBy');

function without(row: HiddenRow | undefined, reason: keyof HiddenRow): HiddenRow | undefined {
  if (!row) return undefined;
  const { [reason]: _gone, ...rest } = row;
  return Object.keys(rest).length > 0 ? rest : undefined;
}
