import { forbidden, idSchema, pageCursor, query, refuse } from '@touchline/kernel';
import { z } from 'zod';
import { authorize } from '../authorize.ts';
import { accountDirectory } from '../known/account-directory.ts';

export const listedAccountSchema = z
  .strictObject({
    id: idSchema,
    handle: z.string(),
    name: z.string(),
    roles: z.array(z.string()),
    suspended: z.boolean(),
    registeredAt: z.iso.datetime(),
  })
  .meta({ id: 'ListedAccount' });

export const findAccounts = query('FindAccounts', {
  about: 'Accounts by the beginning of words of their handle or name, by role, or the newest first.',
  route: 'GET /v1/admin/accounts',
  access: 'administrator',
  input: z.strictObject({
    find: z.string().max(100).optional(),
    of: z.enum(['all', 'with-role', 'suspended']).default('all'),
    limit: z.coerce.number().int().min(1).max(100).default(50),
    before: pageCursor,
  }),
  refusals: { 'not-allowed': forbidden('Only administrators may do this.') },
  answers: z.strictObject({ items: z.array(listedAccountSchema), next: z.string().optional() }),
  uses: [accountDirectory],
  async read({ find = '', of, limit, before }, { actor, roles, look }) {
    if (!authorize({ actor, roles }, 'administer-accounts', { account: null })) return refuse('not-allowed');
    const words = find.trim().replace(/^@/, '');
    const page =
      words === ''
        ? await look.range(accountDirectory, 'newest', { group: of, limit, after: before })
        : await look.search(accountDirectory, { words, limit, after: before });
    return { items: page.rows, ...(page.next !== undefined && { next: page.next }) };
  },
});
