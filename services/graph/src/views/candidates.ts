import { AccountRegistered } from '@touchline/identity/published';
import { isErased, known, view } from '@touchline/kernel';
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

/** By day and not by instant: somebody who posts all day long changes their row once. */
export const candidates = view('candidate', {
  about: 'Whom people may want to follow: their sports, and when they last posted.',
  reads: [AccountRegistered, ProfileEdited, PostPublished],
  row,
  project: {
    AccountRegistered: { key: ({ data }) => data.account, fold: (before) => before ?? newcomer },
    ProfileEdited: {
      key: ({ data }) => data.person,
      fold: (before, { data }) => ({
        // Logs of before hold them in clear.
        sports: isErased(data.name) ? [] : known(data.sports, []),
        activeDay: before?.activeDay ?? 0,
      }),
    },
    PostPublished: {
      key: ({ data }) => (data.replyTo || data.visibility ? null : data.author),
      fold(before, { at }) {
        const day = Math.floor(Date.parse(at) / dayMs);
        return before && before.activeDay >= day ? before : { sports: before?.sports ?? [], activeDay: day };
      },
    },
  },
  indexes: {
    active: { in: () => 'all', by: ({ activeDay }) => activeDay },
    bySport: { in: ({ sports }) => sports, by: ({ activeDay }) => activeDay },
  },
  personal: {
    of: (person) => ({ keys: [person] }),
    erase: (before) => (before.sports.length === 0 ? before : { ...before, sports: [] }),
  },
});
