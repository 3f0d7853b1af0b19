import { forbidden, idSchema, notFound, query, refuse } from '@touchline/kernel';
import { z } from 'zod';
import { authorize } from '../authorize.ts';
import { accountDirectory } from '../known/account-directory.ts';
import { isStillOpen } from '../known/is-still-open.ts';
import { myAccount } from '../known/my-account.ts';
import { mySessions } from '../known/my-sessions.ts';
import { listedAccountSchema } from './find-accounts.ts';

const sessionsMax = 50;

export const readAccount = query('ReadAccount', {
  about: 'An account as administrators see it, with its open sessions. Its address is not told.',
  route: 'GET /v1/admin/accounts/:account',
  access: 'administrator',
  input: z.strictObject({ account: idSchema }),
  refusals: {
    'not-allowed': forbidden('Only administrators may do this.'),
    'no-such-account': notFound('There is no such account.'),
  },
  answers: z.strictObject({
    account: listedAccountSchema,
    sessions: z.array(
      z.strictObject({ id: idSchema, openedAt: z.iso.datetime(), lastUsedAt: z.iso.datetime() }),
    ),
  }),
  uses: [accountDirectory, mySessions, myAccount],
  async read({ account }, { actor, roles, look, nowMs }) {
    if (!authorize({ actor, roles }, 'administer-accounts', { account })) return refuse('not-allowed');
    const row = await look.get(accountDirectory, account);
    if (!row) return refuse('no-such-account');
    const { rows } = await look.range(mySessions, 'open', { group: account, limit: sessionsMax });
    const owner = await look.get(myAccount, account);
    const sessions = rows
      .filter((one) => owner && isStillOpen(one, owner.revocation, nowMs))
      .map(({ id, openedAt, refreshedAt }) => ({ id, openedAt, lastUsedAt: refreshedAt }));
    return { account: row, sessions };
  },
});
