import { event, idSchema } from '@touchline/kernel';
import { nameSchema } from '@touchline/identity/published';
import { z } from 'zod';

export const ProfileEdited = event('ProfileEdited', {
  about: 'A person changed their profile; all fields as they stand after the edit.',
  schema: z.strictObject({
    person: idSchema,
    name: nameSchema,
    bio: z.string().max(500),
    sports: z.array(z.string()).max(20),
    location: z.string().max(80),
    links: z.array(z.url({ protocol: /^https?$/ }).max(200)).max(5),
  }),
  personal: { of: 'person', fields: ['name', 'bio', 'sports', 'location', 'links'] },
});
