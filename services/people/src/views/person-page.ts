import { isErased, view } from '@touchline/kernel';
import { AccountRegistered, HandleChanged } from '@touchline/identity/published';
import { z } from 'zod';
import { ProfileEdited } from '../published.ts';

const row = z.strictObject({
  id: z.string(),
  /** `null` as long as only the profile has been met: there is no page yet. */
  handle: z.string().nullable(),
  /** All handles that lead here, earlier ones too. */
  handles: z.array(z.string()),
  name: z.string(),
  bio: z.string(),
  sports: z.array(z.string()),
  location: z.string(),
  links: z.array(z.string()),
  joinedAt: z.string(),
  edited: z.boolean(),
});

export type PersonPageRow = z.output<typeof row>;

/** Fields in one order whichever event comes first, so that a rebuild gives the same bytes. */
const pageOf = (
  id: string,
  before: PersonPageRow | undefined,
  change: Partial<PersonPageRow>,
): PersonPageRow => ({
  id,
  handle: null,
  handles: [],
  name: '',
  bio: '',
  sports: [],
  location: '',
  links: [],
  joinedAt: '',
  edited: false,
  ...before,
  ...change,
});

/** Account and profile may lie in different partitions: either may come first, and the profile's name wins. */
export const personPage = view('person-page', {
  about: 'A person as others see them, found by id and by every handle they ever had.',
  reads: [AccountRegistered, HandleChanged, ProfileEdited],
  row,
  project: {
    AccountRegistered: {
      key: ({ data }) => data.account,
      fold(before, { data, at }, id) {
        if (isErased(data.name)) return undefined;
        const name = before?.edited ? before.name : data.name;
        return pageOf(id, before, { handle: data.handle, handles: [data.handle], name, joinedAt: at });
      },
    },
    HandleChanged: {
      key: ({ data }) => data.account,
      fold: (before, { data }) =>
        before && { ...before, handle: data.to, handles: [...new Set([...before.handles, data.to])] },
    },
    ProfileEdited: {
      key: ({ data }) => data.person,
      fold(before, { data: { name, bio, sports, location, links } }, id) {
        if (isErased(name) || isErased(bio) || isErased(sports) || isErased(location) || isErased(links))
          return undefined;
        return pageOf(id, before, { name, bio, sports, location, links, edited: true });
      },
    },
  },
  indexes: { handle: { in: ({ handles }) => handles } },
  personal: { of: (person) => ({ keys: [person] }), erase: () => undefined },
});
