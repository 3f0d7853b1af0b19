import { idSchema, liveTopic, patch } from '@touchline/kernel';
import { z } from 'zod';
import { SessionsRevoked } from '../account/account.ts';
import { SessionEnded, sessionEndReasonSchema } from '../published.ts';
import { SessionOpened } from '../session/session.ts';

const sessionOpened = patch('session.opened', {
  about: 'One has logged in, perhaps somewhere else.',
  schema: z.strictObject({ session: idSchema }),
  of: ({ session }) => session,
});

const sessionEnded = patch('session.ended', {
  about: 'A session of one’s own is over. The streams of that session end.',
  schema: z.strictObject({ session: idSchema, reason: sessionEndReasonSchema }),
  of: ({ session }) => session,
});

export const meTopic = liveTopic('me', {
  about: 'One’s own sessions.',
  access: 'member',
  patches: [sessionOpened, sessionEnded],
  reads: [SessionOpened, SessionEnded, SessionsRevoked],
  hearing: ({ actor }) => ({ channels: [actor ?? ''] }),
  tell: {
    SessionOpened: ({ data: { account, session } }) => [{ to: [account], patch: sessionOpened({ session }) }],
    SessionEnded: ({ data: { account, session, reason } }) => [
      { to: [account], patch: sessionEnded({ session, reason }) },
      { recheck: [account] },
    ],
    // Sessions of earlier epochs are over at once; `SessionEnded` follows for each.
    SessionsRevoked: ({ data }) => [{ recheck: [data.account] }],
  },
});
