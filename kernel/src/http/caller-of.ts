import type { Access, Caller } from '../command.ts';
import type { Awaitable } from '../look.ts';
import { knownProblem } from './problem.ts';

const stranger: Caller = Object.freeze({ actor: null, session: null, roles: Object.freeze([]) });

const forPeople = 'Only a person may do this, and the key of an operator is nobody’s.';

const bearer = /^bearer +([A-Za-z0-9\-._~+/]+=*)$/i;

/** HT7, HT8: who asks, or the answer that says why not. A token that is no good is never taken for no token. */
export function callerOf(
  authorization: string | undefined,
  access: Access,
  requestId: string,
  authenticate: (token: string) => Awaitable<Caller | undefined>,
): Awaitable<Caller | Response> {
  if (authorization === undefined) {
    return access === 'anyone' ? stranger : unauthenticated('Bearer realm="touchline"', requestId);
  }
  const token = bearer.exec(authorization)?.[1];
  const found = token === undefined ? undefined : authenticate(token);
  return found instanceof Promise
    ? found.then((caller) => allowed(caller, access, requestId))
    : allowed(found, access, requestId);
}

function allowed(caller: Caller | undefined, access: Access, requestId: string): Caller | Response {
  if (!caller) return unauthenticated('Bearer realm="touchline", error="invalid_token"', requestId);
  if (access === 'member' && caller.actor === null)
    return unauthenticated('Bearer realm="touchline"', requestId);
  // An operator's key is nobody's: what only a person can do needs a person to do it for.
  if (access === 'member' && caller.roles.includes('operator'))
    return knownProblem('forbidden', requestId, { detail: forPeople });
  if (access === 'administrator' && !caller.roles.includes('administrator'))
    return knownProblem('forbidden', requestId);
  return caller;
}

const unauthenticated = (challenge: string, requestId: string): Response =>
  knownProblem('unauthenticated', requestId, { headers: { 'www-authenticate': challenge } });
