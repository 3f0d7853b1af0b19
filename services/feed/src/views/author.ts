import { AccountRegistered, HandleChanged } from '@touchline/identity/published';
import { isErased, view } from '@touchline/kernel';
import { ProfileEdited } from '@touchline/people/published';
import { z } from 'zod';

const authorSchema = z.strictObject({
  id: z.string(),
  /** Empty while only the profile is known. */
  handle: z.string(),
  name: z.string(),
  /** The name comes from the profile: what the account was registered with no longer counts. */
  edited: z.literal(true).optional(),
});
type AuthorRow = z.output<typeof authorSchema>;

// Accounts and profiles are different streams: the rows come out the same in whichever order they are seen.
export const author = view('author', {
  about: 'Who wrote a post: handle and name.',
  reads: [AccountRegistered, HandleChanged, ProfileEdited],
  row: authorSchema,
  project: {
    AccountRegistered: {
      key: (e) => e.data.account,
      fold(row, { data }): AuthorRow | undefined {
        if (isErased(data.name)) return undefined;
        const { account: id, handle, name } = data;
        return row?.edited ? { id, handle, name: row.name, edited: true } : { id, handle, name };
      },
    },
    HandleChanged: {
      key: (e) => e.data.account,
      fold: (row, { data }) => row && { ...row, handle: data.to },
    },
    ProfileEdited: {
      key: (e) => e.data.person,
      fold: (row, { data }): AuthorRow | undefined =>
        isErased(data.name)
          ? undefined
          : { id: data.person, handle: row?.handle ?? '', name: data.name, edited: true },
    },
  },
  personal: { of: (person) => ({ keys: [person] }), erase: () => undefined },
});
