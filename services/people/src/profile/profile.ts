import { known, stream } from '@touchline/kernel';
import { ProfileEdited } from '../published.ts';

export interface ProfileFields {
  readonly name: string;
  readonly bio: string;
  readonly sports: readonly string[];
  readonly location: string;
  readonly links: readonly string[];
}

export type ProfileState = { readonly status: 'unedited' } | ({ readonly status: 'edited' } & ProfileFields);

export const profile = stream('profile', {
  about: 'What a person tells about themselves. Its id is the person’s.',
  events: [ProfileEdited],
  initial: (): ProfileState => ({ status: 'unedited' }),
  evolve: {
    ProfileEdited: (_state, { data }) => ({
      status: 'edited',
      name: known(data.name, ''),
      bio: known(data.bio, ''),
      sports: known(data.sports, []),
      location: known(data.location, ''),
      links: known(data.links, []),
    }),
  },
});
