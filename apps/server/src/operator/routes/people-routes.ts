import {
  endAccountSessions,
  eraseAccount,
  giveRole,
  restoreAccount,
  suspendAccount,
} from '@touchline/identity';
import { Fault, idSchema, isRefusal, type CommandType, type Refusal } from '@touchline/kernel';
import { z } from 'zod';
import { operatorRoute, type OperatorCall } from '../operator-route.ts';

/** A decision about a person is always for a reason, which is kept. */
const input = z.strictObject({
  account: idSchema,
  reason: z.string().trim().min(3, 'expected a reason').max(500),
});

const answers = z.object({ account: z.string() });

/** Sends a command of the identity service as the one who asks; the act and its events share the request's name. */
async function sent(
  command: CommandType,
  wish: { readonly account: string },
  { host, caller, requestId }: OperatorCall,
): Promise<object | Refusal> {
  const service = host.services.find(({ commands }) => commands.includes(command));
  if (!service) throw new Fault('internal', `${command.type} does not run here.`, { retryable: false });
  const done = await host.execute(service, command, wish, { ...caller, correlation: requestId });
  return isRefusal(done) ? done : { account: wish.account };
}

const decision = (operationId: string, path: `/${string}`, command: CommandType, about: string) =>
  operatorRoute({
    operationId,
    about,
    method: 'POST',
    path,
    needs: 'administrator',
    input,
    answers,
    on: ({ account }) => account,
    answer: ({ account }, call) => sent(command, { account }, call),
  });

export const peopleRoutes = [
  decision(
    'SuspendAccount',
    '/accounts/:account/suspend',
    suspendAccount,
    'Suspends an account: its sessions end and nobody can log in to it. What it posted stays.',
  ),
  decision(
    'RestoreAccount',
    '/accounts/:account/restore',
    restoreAccount,
    'Ends the suspension of an account.',
  ),
  decision(
    'EndAccountSessions',
    '/accounts/:account/end-sessions',
    endAccountSessions,
    'Logs an account out everywhere.',
  ),
  decision(
    'EraseAccountFor',
    '/accounts/:account/erase',
    eraseAccount,
    'Closes an account for good and erases its person, on their request. There is no way back.',
  ),
  operatorRoute({
    operationId: 'GiveRole',
    about: 'Gives an account a role in the console, or takes it. Its sessions end.',
    method: 'POST',
    path: '/accounts/:account/role',
    needs: 'administrator',
    input: input.extend({ role: z.enum(['administrator', 'console-operator', 'console-viewer', 'none']) }),
    answers,
    on: ({ account }) => account,
    answer: ({ account, role }, call) => sent(giveRole, { account, role } as { account: string }, call),
  }),
];
