import { idSchema, notFound, query, refuse } from '@touchline/kernel';
import { z } from 'zod';
import { authorize } from '../authorize.ts';
import { handleSchema } from '../published.ts';
import { myAccount } from '../known/my-account.ts';

export const whoAmI = query('WhoAmI', {
  about: 'One’s own account.',
  route: 'GET /v1/me',
  access: 'member',
  input: z.strictObject({}),
  refusals: { 'no-such-account': notFound('This account is gone.') },
  answers: z
    .strictObject({
      id: idSchema,
      handle: handleSchema,
      name: z.string().meta({ description: 'The name given at registration; the profile may show another.' }),
      email: z.string().nullable(),
      roles: z.array(z.string()),
      registeredAt: z.iso.datetime(),
    })
    .meta({ id: 'Me' }),
  uses: [myAccount],
  async read(_input, { actor, roles, look }) {
    const row = await look.get(myAccount, actor ?? '');
    if (!row || row.closed || !authorize({ actor, roles }, 'see-account', { account: row.id }))
      return refuse('no-such-account');
    const { revocation: _, closed: __, ...mine } = row;
    return mine;
  },
});
