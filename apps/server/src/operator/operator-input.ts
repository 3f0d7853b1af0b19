import { fitted, knownProblem } from '@touchline/kernel/http';
import type { Context } from 'hono';
import type { OperatorRoute } from './operator-route.ts';

const bodyLengthMax = 16 * 1024;

/** Path, query and body of a request as the route declares them, or the answer that says what is wrong. */
export async function operatorInput(
  c: Context,
  route: OperatorRoute,
  requestId: string,
): Promise<object | Response> {
  const path = c.req.param() as Record<string, string>;
  const sent = route.method === 'GET' ? queryOf(c) : await bodyOf(c, requestId);
  if (sent instanceof Response) return sent;
  const result = fitted(route.input, { ...sent, ...path });
  if (result.success) return result.data;
  const rest = route.method === 'GET' ? 'query' : 'body';
  const faults = result.issues.slice(0, 100).flatMap((issue) =>
    (issue.code === 'unrecognized_keys' ? issue.keys : [issue.path.join('.')]).map((name) => ({
      in: Object.hasOwn(path, name) ? 'path' : rest,
      path: name,
      what: issue.message,
    })),
  );
  return knownProblem('invalid-input', requestId, { more: { faults } });
}

/** A name given several times is a list. */
function queryOf(c: Context): Record<string, string | string[]> {
  const all = Object.entries(c.req.queries());
  return Object.fromEntries(
    all.map(([name, values]) => [name, values.length === 1 ? (values[0] ?? '') : values]),
  );
}

async function bodyOf(c: Context, requestId: string): Promise<object | Response> {
  if (Number(c.req.header('content-length') ?? 0) > bodyLengthMax)
    return knownProblem('body-too-large', requestId);
  const { body } = c.req.raw;
  if (!body) return {};
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body as ReadableStream<Uint8Array>) {
    length += chunk.length;
    if (length > bodyLengthMax) return knownProblem('body-too-large', requestId);
    chunks.push(chunk);
  }
  if (length === 0) return {};
  if (!c.req.header('content-type')?.startsWith('application/json'))
    return knownProblem('unsupported-media-type', requestId);
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks));
    const sent: unknown = JSON.parse(text);
    if (typeof sent === 'object' && sent !== null && !Array.isArray(sent)) return sent;
  } catch {
    // Answered below, like JSON that is no object.
  }
  return knownProblem('malformed-json', requestId);
}
