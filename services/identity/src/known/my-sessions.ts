import { idSchema, known, view } from '@touchline/kernel';
import { z } from 'zod';
import { SessionEnded } from '../published.ts';
import { browserSchema } from '../session/browser.ts';
import { SessionOpened, TokensRefreshed } from '../session/session.ts';

const row = z.strictObject({
  id: idSchema,
  account: idSchema,
  epoch: z.int(),
  openedAt: z.string(),
  refreshedAt: z.string(),
  ended: z.boolean(),
  browser: browserSchema.optional(),
});

export type MySessionsRow = z.output<typeof row>;

/** Ended sessions keep their row: that they are over is asked for as long as their tokens live. */
export const mySessions = view('my-sessions', {
  about: 'Sessions, the open ones listed by account.',
  version: 2,
  reads: [SessionOpened, TokensRefreshed, SessionEnded],
  row,
  project: {
    SessionOpened: {
      key: (event) => event.id,
      fold(_row, { data, at }) {
        const browser = known(data.browser, undefined);
        return {
          id: data.session,
          account: data.account,
          epoch: data.epoch,
          openedAt: at,
          refreshedAt: at,
          ended: false,
          ...(browser && { browser }),
        };
      },
    },
    TokensRefreshed: { key: (event) => event.id, fold: (old, { at }) => old && { ...old, refreshedAt: at } },
    SessionEnded: { key: (event) => event.id, fold: (old) => old && { ...unnamed(old), ended: true } },
  },
  indexes: { open: { in: (session) => (session.ended ? null : session.account) } },
  // Only open sessions name their browser, so that all that do are found by it.
  personal: { of: (person) => ({ index: 'open', groups: [person] }), erase: (old) => unnamed(old) },
});

function unnamed(session: MySessionsRow): MySessionsRow {
  const { browser: _, ...rest } = session;
  return rest;
}
