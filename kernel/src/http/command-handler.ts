import type { Caller, CommandType } from '../command.ts';
import { isRefusal } from '../refusal.ts';
import type { ExecuteCall } from '../runtime/dispatch.ts';
import type { Service } from '../service.ts';
import { commandAnswer } from './command-answer.ts';
import { commandBody } from './command-body.ts';
import type { Edge } from './http-options.ts';
import { header } from './edge-request.ts';
import type { InputFault } from './input-faults.ts';
import { inputReader } from './input-reader.ts';
import { isLate } from './late.ts';
import { knownProblem } from './problem.ts';
import { refusalAnswer } from './refusal-answer.ts';
import type { ParsedRoute } from './route-of.ts';
import { shed } from './shed.ts';

/** The handler of one command's route (HT6, HT17 … HT19, HT30 … HT33, HT35). */
export function commandHandler(edge: Edge, service: Service, command: CommandType, route: ParsedRoute) {
  const inputOf = inputReader(command.input, route, 'body');
  const { dispatch, onError } = edge.options;
  const bodyBytesMax = command.bodyMax ?? edge.limits.bodyBytesMax;

  return edge.handler(route.path, async (c, requestId, correlation, traceparent) => {
    if (isLate(c) || edge.writes.full()) throw shed();
    const from = command.tokens === 'issued' || command.tokens === 'renewed' ? 'header' : 'cookie';
    const asked = edge.caller(c, command.access, requestId, from);
    const caller = asked instanceof Promise ? await asked : asked;
    if (caller instanceof Response) return caller;
    const cookies = command.tokens && edge.browser?.exchange(c, command, requestId);
    if (cookies instanceof Response) return cookies;
    // A slow sender holds no place: those are for work.
    const body = await commandBody(c, bodyBytesMax);
    if ('problem' in body) return knownProblem(body.problem, requestId, { more: body.more ?? {} });
    const faults: InputFault[] = 'fault' in body ? [body.fault] : [];
    const key = header(c, 'idempotency-key');
    if (key !== undefined && !visible.test(key)) faults.push(badKey);
    const fields = 'fields' in body ? body.fields : undefined;
    const input = fields && inputOf(c, cookies ? { ...fields, ...cookies.fields } : fields, faults);
    if (faults.length > 0 || !input)
      return withCookies(
        knownProblem('invalid-input', requestId, { more: { faults } }),
        await cookies?.after(400, faults),
      );
    const enteredAt = edge.writes.enter();
    if (enteredAt === undefined) throw shed();
    try {
      const userAgent = command.tokens === 'issued' ? header(c, 'user-agent') : undefined;
      const call = callOf(command, caller, { key, correlation, traceparent, userAgent });
      const done = await dispatch.execute(service, command, input, call);
      if (isRefusal(done)) {
        const refused = refusalAnswer(done, command.refusals, requestId, onError);
        return withCookies(refused, await cookies?.after(refused.status));
      }
      if (!cookies) return commandAnswer(command, route, done, requestId);
      const kept = cookies.kept(done.body);
      const answer = commandAnswer(command, route, { ...done, body: kept.body }, requestId);
      return withCookies(answer, [...kept.cookies, ...(await cookies.after(answer.status))]);
    } finally {
      edge.writes.leave(enteredAt);
    }
  });
}

function withCookies(answer: Response, cookies: readonly string[] = []): Response {
  for (const cookie of cookies) answer.headers.append('set-cookie', cookie);
  return answer;
}

/** What came with a request beside its input. */
interface Sent {
  readonly key: string | undefined;
  readonly correlation: string | undefined;
  readonly traceparent: string | undefined;
  readonly userAgent: string | undefined;
}

/** Those of browsers have 70 to 250. */
const userAgentLengthMax = 512;

const visible = /^[!-~]{1,255}$/;

const badKey: InputFault = {
  in: 'header',
  path: 'Idempotency-Key',
  what: 'Expected 1 to 255 visible ASCII characters without spaces, once.',
  maximum: 255,
};

/**
 * HT18: the key is the caller's own; another caller's same key is another command. What ends a session may mean the one it
 * comes from, without naming it.
 */
function callOf(command: CommandType, { actor, session, roles }: Caller, sent: Sent): ExecuteCall {
  const { key, correlation, traceparent, userAgent } = sent;
  const call: { -readonly [K in keyof ExecuteCall]: ExecuteCall[K] } = { actor, session, roles };
  const by = actor === null || command.tokens !== 'ended' ? actor : `${actor}.${session ?? ''}`;
  if (key !== undefined) call.commandId = `${by ?? 'anyone'}:${command.type}:${key}`;
  if (correlation !== undefined) call.correlation = correlation;
  if (traceparent !== undefined) call.traceparent = traceparent;
  if (userAgent !== undefined) call.userAgent = userAgent.slice(0, userAgentLengthMax);
  return call;
}
