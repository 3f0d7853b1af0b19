import { isErased, view } from '@touchline/kernel';
import { AccountRegistered, HandleChanged } from '@touchline/identity/published';
import { ProfileEdited } from '@touchline/people/published';
import { z } from 'zod';

/** Account and profile may lie in different partitions, so either may come first: a profile's name wins. */
export const personCards = view('person-card', {
  about: 'Who someone is in a list: handle and name.',
  reads: [AccountRegistered, HandleChanged, ProfileEdited],
  /** The handle is empty as long as only the profile has been met. */
  row: z.strictObject({ id: z.string(), handle: z.string(), name: z.string() }),
  project: {
    AccountRegistered: {
      key: ({ data }) => data.account,
      fold: (row, { data }, id) =>
        isErased(data.name) ? undefined : { id, handle: data.handle, name: row?.name ?? data.name },
    },
    HandleChanged: {
      key: ({ data }) => data.account,
      fold: (row, { data }) => row && { ...row, handle: data.to },
    },
    ProfileEdited: {
      key: ({ data }) => data.person,
      fold: (row, { data }, id) =>
        isErased(data.name) ? undefined : { id, handle: row?.handle ?? '', name: data.name },
    },
  },
  personal: { of: (person) => ({ keys: [person] }), erase: () => undefined },
});
