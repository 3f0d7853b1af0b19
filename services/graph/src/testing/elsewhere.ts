import { AccountRegistered } from '@touchline/identity/published';
import { command, service, stream } from '@touchline/kernel';
import { ProfileEdited } from '@touchline/people/published';
import { PostPublished, visibilitySchema } from '@touchline/posts/published';
import { z } from 'zod';

const account = stream('account', {
  about: 'Accounts, as far as they are of interest here.',
  events: [AccountRegistered],
  initial: () => null,
  evolve: { AccountRegistered: (state: null): null => state },
});

/** Stands in for the identity service. */
export const register = command(account, {
  type: 'Register',
  about: 'Registers an account.',
  input: z.strictObject({ account: z.string(), handle: z.string() }),
  refusals: {},
  target: (input) => input.account,
  decide: (_, { account: id, handle }) => [
    AccountRegistered({ account: id, handle, name: handle.toUpperCase() }),
  ],
});

const profile = stream('profile', {
  about: 'Profiles, as far as they are of interest here.',
  events: [ProfileEdited],
  initial: () => null,
  evolve: { ProfileEdited: (state: null): null => state },
});

/** Stands in for the people service. */
export const pickSports = command(profile, {
  type: 'PickSports',
  about: 'Puts sports on a profile.',
  input: z.strictObject({ person: z.string(), name: z.string(), sports: z.array(z.string()) }),
  refusals: {},
  target: (input) => input.person,
  decide: (_, input) => [ProfileEdited({ ...input, bio: '', location: '', links: [] })],
});

const post = stream('post', {
  about: 'Posts, as far as they are of interest here.',
  events: [PostPublished],
  initial: () => null,
  evolve: { PostPublished: (state: null): null => state },
});

/** Stands in for the posts service. */
export const publish = command(post, {
  type: 'Publish',
  about: 'Publishes a post.',
  input: z.strictObject({ author: z.string(), visibility: visibilitySchema.optional() }),
  refusals: {},
  target: (_, { newId }) => newId,
  decide: (_, { author, visibility }, { id }) => [
    PostPublished({ post: id, author, text: 'Up the hill', ...(visibility && { visibility }) }),
  ],
});

export const elsewhere = service({
  name: 'elsewhere',
  about: 'Identity, people and posts.',
  streams: [account, profile, post],
  commands: [register, pickSports, publish],
});
