import { Refused, Unreachable } from './failure.ts';
import { recallPosition } from './kept-position.ts';
import { positionKeeper } from './position.ts';
import { leastRead } from './least-read.ts';
import type { Problem } from './shapes.ts';
import { requestKey } from './request-key.ts';

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

export interface CallOptions {
  readonly body?: object;
  /** The command's id: the same one again is the same command, not a second one. */
  readonly key?: string;
  readonly signal?: AbortSignal;
  /** About the session of this browser: the server answers with cookies, not with tokens. */
  readonly session?: boolean;
}

const answerMsMax = 20_000;
/** How often a read is asked again that the server has no time for at the moment, after as long as it says. */
const againMax = 3;

export const positions = positionKeeper(() => Date.now(), recallPosition());
/** How far the reads of this page had come, the one that lacks most. */
export const reads = leastRead();

let answered: string | undefined;

/** How far the command that was answered last had come. News may have told this page of more. */
export const answeredAt = (): string | undefined => answered;

let renew: (() => Promise<boolean>) | undefined;

/** What to do when the server no longer knows us: get a new access cookie, and say whether that worked. */
export const onUnauthenticated = (action: () => Promise<boolean>): void => void (renew = action);

/** Sends one request and gives its JSON. Throws `Refused` or `Unreachable`, nothing else. */
export async function call<Body>(method: Method, path: string, options: CallOptions = {}): Promise<Body> {
  // A second sending with the same key is safe: it is the same command.
  const keyed = method === 'GET' ? options : { ...options, key: options.key ?? requestKey() };
  try {
    return await (method === 'GET' ? read<Body>(path, keyed) : send<Body>(method, path, keyed));
  } catch (error) {
    const over = error instanceof Refused && error.code === 'unauthenticated';
    if (!over || !renew || !(await renew())) throw error;
    return send<Body>(method, path, keyed);
  }
}

async function read<Body>(path: string, options: CallOptions): Promise<Body> {
  for (let again = 0; ; again++) {
    try {
      return await send<Body>('GET', path, options);
    } catch (error) {
      // What is not visible yet has been waited for already.
      const isBusy =
        error instanceof Refused && error.problem.status === 503 && error.code !== 'not-yet-visible';
      const waitS = isBusy ? error.retryAfterS : undefined;
      if (waitS === undefined || again === againMax) throw error;
      await new Promise((resolve) => setTimeout(resolve, 1000 * waitS));
    }
  }
}

/** One request without a second try; for the calls that are about the session itself. */
export async function send<Body>(method: Method, path: string, options: CallOptions): Promise<Body> {
  const isRead = method === 'GET';
  const least = isRead ? positions.least() : undefined;
  const headers: Record<string, string> = {
    accept: 'application/json',
    ...(options.body && { 'content-type': 'application/json' }),
    ...(options.key !== undefined && { 'idempotency-key': options.key }),
    ...(options.session && { 'touchline-session': 'cookie' }),
    // A read that says how far it must have come is told how far it has.
    ...(isRead && { 'touchline-min-position': least ?? '0.0' }),
  };
  const late = AbortSignal.timeout(answerMsMax);
  let answer: Response;
  let text: string;
  try {
    answer = await fetch(path, {
      method,
      headers,
      credentials: 'same-origin',
      signal: options.signal ? AbortSignal.any([options.signal, late]) : late,
      ...(options.body && { body: JSON.stringify(options.body) }),
    });
    text = await answer.text();
  } catch (error) {
    throw new Unreachable(error);
  }
  const position = answer.headers.get('touchline-position');
  (isRead ? reads : positions).note(position);
  if (!isRead) answered = position ?? undefined;
  if (answer.ok) return (text === '' ? undefined : parsed(text, answer)) as Body;
  const problem = parsed(text, answer) as Problem;
  const retryAfterS = Number(answer.headers.get('retry-after') ?? '') || undefined;
  throw new Refused(problem, retryAfterS, { afterChange: least !== undefined });
}

function parsed(text: string, answer: Response): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // A proxy answered in the server's place; its page would tell the reader nothing.
    const requestId = answer.headers.get('x-request-id') ?? '';
    const detail = `The server's answer (${answer.status}) could not be read.`;
    const title = 'unreadable answer';
    throw new Refused({ type: '', title, status: 502, code: 'unreadable', detail, requestId });
  }
}
