import type { Awaitable, Caller } from '@touchline/kernel';
import { knownProblem } from '@touchline/kernel/http';

const bearer = /^bearer +([A-Za-z0-9\-._~+/]+=*)$/i;

/** Only administrators and the operator's own key pass: these routes see and change everything. */
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
  const allowed = caller.roles.includes('administrator') || caller.roles.includes('operator');
  return allowed ? caller : knownProblem('forbidden', requestId);
}
