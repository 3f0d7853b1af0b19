import { idSchema, isErased, view } from '@touchline/kernel';
import { z } from 'zod';
import {
  AccountClosed,
  AccountRegistered,
  AccountRestored,
  AccountSuspended,
  AdministratorAppointed,
  HandleChanged,
  RoleGiven,
} from '../published.ts';

const row = z.strictObject({
  id: idSchema,
  handle: z.string(),
  name: z.string(),
  roles: z.array(z.string()),
  suspended: z.boolean(),
  registeredAt: z.string(),
});

const of = (event: { readonly id: string }): string => event.id;

export const accountDirectory = view('account-directory', {
  about: 'Accounts as administrators find them: by handle or name, by role, the newest first.',
  reads: [
    AccountRegistered,
    HandleChanged,
    AdministratorAppointed,
    RoleGiven,
    AccountSuspended,
    AccountRestored,
    AccountClosed,
  ],
  row,
  project: {
    AccountRegistered: {
      key: of,
      fold: (_row, { data: { account: id, handle, name }, at }) =>
        isErased(name) ? undefined : { id, handle, name, roles: [], suspended: false, registeredAt: at },
    },
    HandleChanged: { key: of, fold: (old, { data }) => old && { ...old, handle: data.to } },
    AdministratorAppointed: { key: of, fold: (old) => old && { ...old, roles: ['administrator'] } },
    RoleGiven: {
      key: of,
      fold: (old, { data: { role } }) => old && { ...old, roles: role === 'none' ? [] : [role] },
    },
    AccountSuspended: { key: of, fold: (old) => old && { ...old, suspended: true } },
    AccountRestored: { key: of, fold: (old) => old && { ...old, suspended: false } },
    AccountClosed: { key: of, fold: () => undefined },
  },
  personal: { of: (person) => ({ keys: [person] }), erase: () => undefined },
  indexes: {
    newest: {
      in: ({ roles, suspended }) => [
        'all',
        ...(roles.length > 0 ? ['with-role'] : []),
        ...(suspended ? ['suspended'] : []),
      ],
    },
  },
  search: ({ handle, name }) => `${handle} ${name}`,
});
