import { idSchema, isErased, known, view } from '@touchline/kernel';
import { z } from 'zod';
import { EmailGiven, SessionsRevoked } from '../account/account.ts';
import {
  AccountClosed,
  AccountRegistered,
  AdministratorAppointed,
  HandleChanged,
  RoleGiven,
} from '../published.ts';

const row = z.strictObject({
  id: idSchema,
  handle: z.string(),
  name: z.string(),
  email: z.string().nullable(),
  roles: z.array(z.string()),
  registeredAt: z.string(),
  revocation: z.strictObject({ epoch: z.int(), kept: z.string().nullable() }),
  /** Its sessions are over, and that is asked for as long as their tokens live: the row stays, without its person. */
  closed: z.literal(true).optional(),
});
type Row = z.output<typeof row>;

const closed = (old: Row): Row => ({ ...old, handle: '', name: '', email: null, closed: true });

/** All its events are of one stream, so the row is there when another event than the first comes. */
export const myAccount = view('my-account', {
  about: 'An account as its owner sees it, and which of its sessions are over.',
  reads: [
    AccountRegistered,
    EmailGiven,
    HandleChanged,
    AdministratorAppointed,
    RoleGiven,
    SessionsRevoked,
    AccountClosed,
  ],
  row,
  project: {
    AccountRegistered: {
      key: (event) => event.id,
      fold(_row, { data: { account: id, handle, name }, at }) {
        const open = { id, handle, name: known(name, ''), email: null, roles: [], registeredAt: at };
        const fresh = { ...open, revocation: { epoch: 0, kept: null } };
        return isErased(name) ? closed(fresh) : fresh;
      },
    },
    EmailGiven: {
      key: (event) => event.id,
      fold: (old, { data }) => old && { ...old, email: known(data.email, null) },
    },
    HandleChanged: {
      key: (event) => event.id,
      fold: (old, { data }) => (old?.closed ? old : old && { ...old, handle: data.to }),
    },
    AdministratorAppointed: {
      key: (event) => event.id,
      fold: (old) => old && { ...old, roles: ['administrator'] },
    },
    RoleGiven: {
      key: (event) => event.id,
      fold: (old, { data: { role } }) => old && { ...old, roles: role === 'none' ? [] : [role] },
    },
    SessionsRevoked: {
      key: (event) => event.id,
      fold: (old, { data: { epoch, kept } }) => old && { ...old, revocation: { epoch, kept } },
    },
    AccountClosed: { key: (event) => event.id, fold: (old) => old && closed(old) },
  },
  personal: { of: (person) => ({ keys: [person] }), erase: (old) => closed(old) },
});
