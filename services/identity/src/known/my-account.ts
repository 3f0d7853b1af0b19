import { idSchema, known, view } from '@touchline/kernel';
import { z } from 'zod';
import { EmailGiven, SessionsRevoked } from '../account/account.ts';
import { AccountRegistered, AdministratorAppointed, HandleChanged } from '../published.ts';

const row = z.strictObject({
  id: idSchema,
  handle: z.string(),
  name: z.string(),
  email: z.string().nullable(),
  roles: z.array(z.string()),
  registeredAt: z.string(),
  revocation: z.strictObject({ epoch: z.int(), kept: z.string().nullable() }),
});

/** All its events are of one stream, so the row is there when another event than the first comes. */
export const myAccount = view('my-account', {
  about: 'An account as its owner sees it, and which of its sessions are over.',
  reads: [AccountRegistered, EmailGiven, HandleChanged, AdministratorAppointed, SessionsRevoked],
  row,
  project: {
    AccountRegistered: {
      key: (event) => event.id,
      fold: (_row, { data, at }) => ({
        id: data.account,
        handle: data.handle,
        name: known(data.name, ''),
        email: null,
        roles: [],
        registeredAt: at,
        revocation: { epoch: 0, kept: null },
      }),
    },
    EmailGiven: {
      key: (event) => event.id,
      fold: (old, { data }) => old && { ...old, email: known(data.email, null) },
    },
    HandleChanged: { key: (event) => event.id, fold: (old, { data }) => old && { ...old, handle: data.to } },
    AdministratorAppointed: {
      key: (event) => event.id,
      fold: (old) => old && { ...old, roles: ['administrator'] },
    },
    SessionsRevoked: {
      key: (event) => event.id,
      fold: (old, { data: { epoch, kept } }) => old && { ...old, revocation: { epoch, kept } },
    },
  },
});
