import { Blocked, Muted, Unblocked, Unmuted } from '@touchline/graph/published';
import { view } from '@touchline/kernel';
import { z } from 'zod';

const hiddenCountSchema = z.strictObject({ reasons: z.int() });
type HiddenCountRow = z.output<typeof hiddenCountSchema>;

/** Most people block nobody: one look here saves looking at every pair. */
export const hiddenCount = view('hidden-count', {
  about: 'How many reasons there are to keep somebody out of a person’s feed; no row when none.',
  reads: [Blocked, Unblocked, Muted, Unmuted],
  row: hiddenCountSchema,
  project: {
    Blocked: { key: (e) => [e.data.blocker, e.data.blocked], fold: (row) => counted(row, 1) },
    Unblocked: { key: (e) => [e.data.blocker, e.data.blocked], fold: (row) => counted(row, -1) },
    Muted: { key: (e) => e.data.muter, fold: (row) => counted(row, 1) },
    Unmuted: { key: (e) => e.data.muter, fold: (row) => counted(row, -1) },
  },
});

function counted(row: HiddenCountRow | undefined, step: 1 | -1): HiddenCountRow | undefined {
  const reasons = (row?.reasons ?? 0) + step;
  return reasons === 0 ? undefined : { reasons };
}
