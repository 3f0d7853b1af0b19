import { AccountClosed } from '@touchline/identity/published';
import { idSchema, patch, type Recorded, type Told } from '@touchline/kernel';
import { z } from 'zod';

export const personGonePatch = patch('person.gone', {
  about: 'A person closed their account: nothing of theirs is to be shown any more.',
  schema: z.strictObject({ person: idSchema }),
  of: ({ person }) => person,
});

/** Everybody hears it, whatever they listen to here: pages may show what that person wrote in any place. */
export const everybody = 'everybody';

export const goneEvents = [AccountClosed];

export const tellGone = {
  AccountClosed: ({ data }: Recorded<typeof AccountClosed>): Told[] => [
    { to: [everybody], patch: personGonePatch({ person: data.account }) },
  ],
};
