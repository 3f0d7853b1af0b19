import { view } from '@touchline/kernel';
import { KudosGiven, KudosWithdrawn } from '@touchline/posts/published';
import { z } from 'zod';
import { firstOf, pair } from '../pair.ts';

/** Row `person.post`; the index gives a person's kudos in the order of the posts. */
export const kudos = view('kudos', {
  about: 'Who gave kudos to which post.',
  reads: [KudosGiven, KudosWithdrawn],
  row: z.strictObject({}),
  project: {
    KudosGiven: { key: (e) => pair(e.data.person, e.data.post), fold: () => ({}) },
    KudosWithdrawn: { key: (e) => pair(e.data.person, e.data.post), fold: () => undefined },
  },
  indexes: { byPerson: { in: (_row, key) => firstOf(key) } },
});
