import { idSchema, pageCursor, query } from '@touchline/kernel';
import { z } from 'zod';
import { authorize } from '../authorize.ts';
import { browserSchema } from '../session/browser.ts';
import { isStillOpen } from '../known/is-still-open.ts';
import { myAccount } from '../known/my-account.ts';
import { mySessions } from '../known/my-sessions.ts';

export const listMySessions = query('ListMySessions', {
  about: 'Where one is logged in, the latest log-in first.',
  route: 'GET /v1/sessions',
  access: 'member',
  input: z.strictObject({
    limit: z.coerce.number().int().min(1).max(100).default(50),
    before: pageCursor,
  }),
  answers: z.strictObject({
    items: z.array(
      z
        .strictObject({
          id: idSchema,
          createdAt: z.iso.datetime(),
          lastUsedAt: z.iso.datetime().meta({ description: 'Last log-in or refresh: exact to ten minutes.' }),
          browser: browserSchema.optional(),
          current: z.boolean().meta({ description: 'The session this request belongs to.' }),
        })
        .meta({ id: 'Session' }),
    ),
    next: z.string().optional(),
  }),
  uses: [mySessions, myAccount],
  async read({ limit, before }, { actor, session, roles, look, nowMs }) {
    const { rows, next } = await look.range(mySessions, 'open', { group: actor ?? '', limit, after: before });
    const owner = await look.get(myAccount, actor ?? '');
    const items = rows
      .filter(
        (row) =>
          authorize({ actor, roles }, 'see-sessions', row) &&
          owner &&
          isStillOpen(row, owner.revocation, nowMs),
      )
      .map(({ id, openedAt, refreshedAt, browser }) => ({
        id,
        createdAt: openedAt,
        lastUsedAt: refreshedAt,
        ...(browser && { browser }),
        current: id === session,
      }));
    return { items, ...(next !== undefined && { next }) };
  },
});
