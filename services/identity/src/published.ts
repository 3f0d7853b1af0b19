import { event, idSchema } from '@touchline/kernel';
import { z } from 'zod';

export const handlePattern = /^[a-z0-9_]{2,30}$/;

/** A handle as it is stored and compared: lower case. */
export const handleSchema = z
  .string()
  .regex(handlePattern, 'expected 2 to 30 of a–z, 0–9 and _')
  .meta({ description: 'Unique name of a person, without @.', examples: ['kai_runs'] });

/** One line without control characters and without overrides of the writing direction, which disguise text. */
export const linePattern = /^[^\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]*$/u;

const visiblePattern = /[^\p{White_Space}\p{Cc}\p{Default_Ignorable_Code_Point}\ufff9-\ufffb\u2800]/u;

/** Whether anything of a text can be seen; where there is none at all another check says so. */
export const canBeSeen = (text: string): boolean => text === '' || visiblePattern.test(text);

const name = z
  .string()
  .trim()
  .min(1, 'expected a name')
  .max(80, 'expected at most 80 characters')
  .regex(linePattern, 'expected one line of plain text');

const aboutName = { description: 'Name as shown to others.', examples: ['Kai Novak'] };

/** A name as events hold it. */
export const nameSchema = name.meta(aboutName);

/** A name as people give it now: logs may hold some that nobody can see. */
export const givenNameSchema = name
  .refine(canBeSeen, 'expected a name that can be seen, found invisible characters alone')
  .meta(aboutName);

export const AccountRegistered = event('AccountRegistered', {
  about: 'A person opened an account.',
  schema: z.strictObject({ account: idSchema, handle: handleSchema, name: nameSchema }),
  personal: { of: 'account', fields: ['name'] },
});

export const HandleChanged = event('HandleChanged', {
  about: 'A person took another handle; the old one stays reserved for them.',
  schema: z.strictObject({ account: idSchema, from: handleSchema, to: handleSchema }),
});

export const AdministratorAppointed = event('AdministratorAppointed', {
  about: 'An account became administrator.',
  schema: z.strictObject({ account: idSchema }),
});

/** What somebody may do in the console; administrators may also decide about people. */
export const roleSchema = z.enum(['administrator', 'console-operator', 'console-viewer', 'none']);

export const RoleGiven = event('RoleGiven', {
  about: 'An administrator gave an account a role, or took it.',
  schema: z.strictObject({ account: idSchema, role: roleSchema }),
});

export const AccountSuspended = event('AccountSuspended', {
  about: 'An administrator suspended an account: nobody can log in to it.',
  schema: z.strictObject({ account: idSchema }),
});

export const AccountRestored = event('AccountRestored', {
  about: 'An administrator ended the suspension of an account.',
  schema: z.strictObject({ account: idSchema }),
});

export const sessionEndReasonSchema = z.enum([
  'logged-out',
  'revoked',
  'token-reused',
  'password-changed',
  'account-closed',
]);

export const AccountClosed = event('AccountClosed', {
  about: 'An account was closed for good, and its person erased: nothing of theirs is readable from here on.',
  schema: z.strictObject({
    account: idSchema,
    /** All it ever had. They stay reserved, and lead to nobody. */
    handles: z.array(handleSchema).max(10),
    by: z.enum(['its-owner', 'administrator']),
  }),
  erases: 'account',
});

export const SessionEnded = event('SessionEnded', {
  about:
    'A session ended: log-out, revocation, reuse of a refresh token, change of password, end of the account.',
  schema: z.strictObject({
    session: idSchema,
    account: idSchema,
    reason: sessionEndReasonSchema,
  }),
});
