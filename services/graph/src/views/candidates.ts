import { AccountRegistered } from '@touchline/identity/published';
import { isErased, view } from '@touchline/kernel';
import { ProfileEdited } from '@touchline/people/published';
import { PostPublished } from '@touchline/posts/published';
import { z } from 'zod';

const row = z.strictObject({
  sports: z.array(z.string()),
  /** The day of their last post that everyone can see, in days since 1970; 0 when there is none. */
  activeDay: z.int().nonnegative(),
});
export type Candidate = Readonly<z.output<typeof row>>;

const newcomer: Candidate = { sports: [], activeDay: 0 };
const dayMs = 86_400_000;

/**
 * By day and not by instant: somebody who posts all day long changes their row once. Who is erased has none: left among the
 * most active, those of a wave of spam would stand before everybody else.
 */
export const candidates = view('candidate', {
  about: 'Whom people may want to follow: their sports, and when they last posted.',
  version: 2,
  canServe: [1],
  reads: [AccountRegistered, ProfileEdited, PostPublished],
  row,
  project: {
    AccountRegistered: {
      key: ({ data }) => data.account,
      fold: (before, { data }) => (isErased(data.name) ? undefined : (before ?? newcomer)),
    },
    ProfileEdited: {
      key: ({ data }) => data.person,
      fold: (before, { data: { name, sports } }) =>
        isErased(name) || isErased(sports) ? undefined : { sports, activeDay: before?.activeDay ?? 0 },
    },
    PostPublished: {
      key: ({ data }) => (data.replyTo || data.visibility ? null : data.author),
      fold(before, { data, at }) {
        if (isErased(data.text)) return undefined;
        const day = Math.floor(Date.parse(at) / dayMs);
        return before && before.activeDay >= day ? before : { sports: before?.sports ?? [], activeDay: day };
      },
    },
  },
  indexes: {
    active: { in: () => 'all', by: ({ activeDay }) => activeDay },
    bySport: { in: ({ sports }) => sports, by: ({ activeDay }) => activeDay },
  },
  personal: { of: (person) => ({ keys: [person] }), erase: () => undefined },
});
