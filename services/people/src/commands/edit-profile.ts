import { isDeepStrictEqual } from 'node:util';
import { command, idSchema, forbidden, refuse } from '@touchline/kernel';
import { z } from 'zod';
import { authorize } from '../authorize.ts';
import { profileInput } from '../known/inputs.ts';
import { profile } from '../profile/profile.ts';
import { ProfileEdited } from '../published.ts';
import { isSport } from '../sports.ts';

export const editProfile = command(profile, {
  type: 'EditProfile',
  about: 'Writes one’s own profile anew. What is left out is empty afterwards.',
  route: 'PUT /v1/me/profile',
  input: profileInput,
  refusals: {
    'not-allowed': forbidden('Profiles are edited by their owners only.'),
    'unknown-sport': 'This sport is not in the list. See GET /v1/sports.',
  },
  target: (_wish, { actor }) => actor ?? '',
  decide(state, wish, { actor, id }) {
    if (!authorize(actor, 'edit-profile', { person: id, blocked: false })) return refuse('not-allowed');
    const unknown = wish.sports.find((sport) => !isSport(sport));
    if (unknown !== undefined) return refuse('unknown-sport', { sport: unknown });
    const fields = { ...wish, sports: [...new Set(wish.sports)], links: [...new Set(wish.links)] };
    if (isDeepStrictEqual(state, { status: 'edited', ...fields })) return [];
    return [ProfileEdited({ person: id, ...fields })];
  },
  answers: z.strictObject({
    id: idSchema,
    name: z.string(),
    bio: z.string(),
    sports: z.array(z.string()),
    location: z.string(),
    links: z.array(z.string()),
  }),
  answer({ id, state }) {
    if (state.status === 'unedited') return refuse('not-allowed');
    const { status: _, ...fields } = state;
    return { id, ...fields };
  },
});
