import type { CommandType } from '../command.ts';
import { JsonText } from '../query.ts';
import type { Executed } from '../runtime/dispatch.ts';
import { positionToken } from '../runtime/positions.ts';
import { safetyHeaders } from './problem.ts';
import type { ParsedRoute } from './route-of.ts';

/** HT17, HT19: the answer of a command that was done, now or the first time. */
export function commandAnswer(
  command: CommandType,
  route: ParsedRoute,
  done: Executed,
  requestId: string,
): Response {
  const headers: Record<string, string> = {
    'cache-control': 'no-store',
    'x-request-id': requestId,
    ...safetyHeaders,
  };
  if (done.positions.size > 0) headers['touchline-position'] = positionToken(done.positions);
  if (done.repeated) headers['idempotency-replayed'] = 'true';
  const { body } = done;
  const status = body === undefined ? 204 : (command.status ?? (route.method === 'POST' ? 201 : 200));
  if (status === 204) return new Response(null, { status, headers });
  headers['content-type'] = 'application/json';
  return new Response(body instanceof JsonText ? body.text : JSON.stringify(body), { status, headers });
}
