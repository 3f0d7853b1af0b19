import assert from 'node:assert/strict';
import type { Composed } from '../../apps/server/src/compose.ts';
import type { BadRequest, Tokens } from './bad-request.ts';

/** Sends one without a socket and holds the answer to what every answer promises. Gives its status. */
export async function send({ app }: Composed, tokens: Tokens, bad: BadRequest): Promise<number> {
  const { method, path, headers, body } = bad;
  const request = requestOf(bad);
  if (!request) return 0;
  const answer = await app.fetch(request);
  const { status } = answer;
  const type = answer.headers.get('content-type') ?? '';
  const isStream = type === 'application/jsonl'; // Some never end.
  const said = isStream ? '' : await answer.text();
  if (isStream) await answer.body?.cancel();
  const shown = `${method} ${path.slice(0, 200)} ${JSON.stringify(headers).slice(0, 300)} ${String(body).slice(0, 300)} → ${status} ${said}`;
  assert.ok(
    status < 500 || isBehind(bad, status, said) || isBusy(answer, said),
    `a request was answered 5xx: ${shown}`,
  );
  if (method === 'OPTIONS') return status;
  if (status >= 400 && method !== 'HEAD') assert.match(type, /^application\/problem\+json/, shown);
  assertDeclared(bad, request, status, said, shown);
  const token = (headers['authorization'] ?? '').replace('Bearer ', '');
  if (tokens.bad.includes(token) && path.startsWith('/v1/'))
    assert.ok(status >= 400, `a bad token was taken: ${shown}`);
  return status;
}

/** CT3: what the route says no with is in its contract. What was spoilt may have become another route. */
function assertDeclared(
  { operation, method }: BadRequest,
  { url }: Request,
  status: number,
  said: string,
  shown: string,
): void {
  const { refusals, path } = operation;
  const place = new RegExp(`^${path.replaceAll('.', '\\.').replaceAll(/\{\w+\}/g, '[^/]+')}$`);
  if (
    'default' in refusals ||
    status < 400 ||
    method !== operation.method ||
    !place.test(new URL(url).pathname)
  )
    return;
  const { code } = JSON.parse(said) as { code: string };
  assert.ok(refusals[status]?.includes(code), `an answer is not in the contract: ${shown}`);
}

/** A position that is not there yet is waited for and then refused (VW6); that is what was asked for. */
const isBehind = ({ headers }: BadRequest, status: number, said: string): boolean =>
  status === 503 && headers['touchline-min-position'] !== undefined && /"not-yet-visible"/.test(said);

/** Passwords are hashed by few at once, and a slow machine says so, and when to come again (INV-17). */
const isBusy = ({ status, headers }: Response, said: string): boolean =>
  status === 503 && /"code":"busy"/.test(said) && /^\d+$/.test(headers.get('retry-after') ?? '');

/** `undefined` where the request cannot even be written down. */
function requestOf({ method, path, headers, body }: BadRequest): Request | undefined {
  try {
    return new Request(`http://localhost${path}`, { method, headers, ...(body !== undefined && { body }) });
  } catch {
    return undefined;
  }
}
