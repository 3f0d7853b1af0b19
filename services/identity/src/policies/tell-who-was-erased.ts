import { idSchema, message, policy, tell } from '@touchline/kernel';
import { z } from 'zod';
import { AccountClosed } from '../published.ts';

const PersonErased = message('PersonErased', {
  about: 'A person was erased here. Whoever holds copies is to erase them, too (GDPR, articles 17 and 19).',
  schema: z.strictObject({ person: idSchema }),
});

export const tellWhoWasErased = policy('tell-who-was-erased', {
  about: 'Tells other systems who was erased, by id alone.',
  reads: [AccountClosed],
  tells: [PersonErased],
  react: { AccountClosed: ({ data }) => [tell(PersonErased, { person: data.account })] },
});
