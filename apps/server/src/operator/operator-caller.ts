import type { Awaitable, Caller } from '@touchline/kernel';
import { knownProblem } from '@touchline/kernel/http';
import { roleOf } from './role.ts';

const bearer = /^bearer +([A-Za-z0-9\-._~+/]+=*)$/i;

/** Only who has a role here passes; what they may do is judged per route. */
export async function operatorCaller(
  authorization: string | undefined,
  requestId: string,
  authenticate: (token: string) => Awaitable<Caller | undefined>,
): Promise<Caller | Response> {
  const token = bearer.exec(authorization ?? '')?.[1];
  const caller = token === undefined ? undefined : await authenticate(token);
  if (!caller) {
    const error = authorization === undefined ? '' : ', error="invalid_token"';
    return knownProblem('unauthenticated', requestId, {
      headers: { 'www-authenticate': `Bearer realm="touchline"${error}` },
    });
  }
  return roleOf(caller) === undefined ? knownProblem('forbidden', requestId) : caller;
}
