import { signal } from '@preact/signals';
import { Refused, Unreachable, type Problem } from '@touchline/web/failure';
import { renewSession } from '@touchline/web/session';

/** The key of the server, where somebody came in with it. Kept in memory only: a reload forgets it. */
export const operatorKey = signal<string | undefined>(undefined);

/** No answer came to an act, or not all of it: whether it was done is not known here. */
export class Unanswered extends Unreachable {}

/** What is sent with a body does something. */
const unanswered = ({ body }: Ask, cause: unknown): Unreachable =>
  body ? new Unanswered(cause) : new Unreachable(cause);

type Value = string | number | boolean | undefined;

interface Ask {
  readonly query?: Readonly<Record<string, Value>>;
  /** With a body it is a POST. */
  readonly body?: object;
  readonly signal?: AbortSignal;
}

/** A path of the operator's API with its query. */
export function pathOf(path: string, query: Readonly<Record<string, Value>> = {}): string {
  const text = new URLSearchParams();
  for (const [name, value] of Object.entries(query))
    if (value !== undefined && value !== '') text.set(name, String(value));
  return text.size === 0 ? path : `${path}?${text.toString()}`;
}

/** Asks the server and gives its JSON. Throws `Refused`, `Unreachable` or, of an act, `Unanswered`. */
export async function ask<Body>(path: string, options: Ask = {}): Promise<Body> {
  const answer = await sent(path, options);
  try {
    return (await answer.json()) as Body;
  } catch (error) {
    throw unanswered(options, error);
  }
}

/** Asks for an answer that comes line by line while the work goes on. */
export async function* lines<Line>(path: string, options: Ask = {}): AsyncGenerator<Line, void> {
  const answer = await sent(path, options);
  if (!answer.body) return;
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      const found = (rest + value).split('\n');
      rest = found.pop() ?? '';
      // Empty lines only show that the other side is there.
      for (const line of found) if (line !== '') yield JSON.parse(line) as Line;
    }
  } finally {
    await reader.cancel().catch(() => {});
  }
}

async function sent(path: string, options: Ask): Promise<Response> {
  const first = await once(path, options);
  if (first.status !== 401 || operatorKey.value !== undefined || !(await renewSession()))
    return orThrow(first);
  return orThrow(await once(path, options));
}

async function once(path: string, options: Ask): Promise<Response> {
  const { query, body, signal: stop } = options;
  const headers: Record<string, string> = {
    ...(body && { 'content-type': 'application/json' }),
    ...(operatorKey.value !== undefined && { authorization: `Bearer ${operatorKey.value}` }),
  };
  try {
    return await fetch(pathOf(`/v1/${path}`, query), {
      method: body ? 'POST' : 'GET',
      headers,
      credentials: 'same-origin',
      cache: 'no-store',
      ...(body && { body: JSON.stringify(body) }),
      ...(stop && { signal: stop }),
    });
  } catch (error) {
    throw unanswered(options, error);
  }
}

async function orThrow(answer: Response): Promise<Response> {
  if (answer.ok) return answer;
  const requestId = answer.headers.get('x-request-id') ?? '';
  const unread: Problem = {
    type: '',
    title: 'unreadable answer',
    status: answer.status,
    code: 'unreadable',
    detail: `The server's answer (${answer.status}) could not be read.`,
    requestId,
  };
  throw new Refused((await answer.json().catch(() => unread)) as Problem);
}
