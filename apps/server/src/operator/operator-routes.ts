import { randomUUID } from 'node:crypto';
import { Fault, isRefusal, refusalText, type Awaitable, type Caller, type Refusal } from '@touchline/kernel';
import { knownProblem, problem, safetyHeaders, type EdgeContext, type EdgeEnv } from '@touchline/kernel/http';
import { operateRefusals, type OperateCode } from '@touchline/kernel/operate';
import type { Host } from '@touchline/kernel/runtime';
import { Hono, type Context } from 'hono';
import type { Acts } from './acts/acts.ts';
import { actOf } from './acts/act-of.ts';
import type { MoveAway } from '../moving/move-running.ts';
import { allRoutes } from './all-routes.ts';
import { lineStream } from './line-stream.ts';
import { operatorCaller } from './operator-caller.ts';
import { operatorInput } from './operator-input.ts';
import { Lines, type OperatorCall, type OperatorRoute } from './operator-route.ts';
import { reasonMissing } from './reason-missing.ts';
import { mayAs, roleOf, type Role } from './role.ts';
import type { Signs } from './signs/signs.ts';
import type { WorkUnderWay } from './work-under-way.ts';

export interface OperatorOptions {
  readonly host: Host;
  readonly authenticate: (token: string) => Awaitable<Caller | undefined>;
  /** Whether a caller's session still stands: a role that is taken ends all of them. */
  readonly holds: (caller: Caller) => Awaitable<boolean>;
  /** The token of a browser session, or the answer that refuses its cookie. */
  readonly cookie?: (c: EdgeContext, requestId: string) => string | Response | undefined;
  readonly backup: (folder: string) => Promise<object | Refusal>;
  readonly proveBackup: (folder: string) => Promise<object | Refusal>;
  readonly acts: Acts;
  readonly signs: Signs;
  readonly move: MoveAway;
  /** Ends the streams of those who follow, and long work, so that a stop need not wait for them. */
  readonly stopping?: AbortSignal;
  /** Hears of work that goes on when nobody waits for it any more. */
  readonly underWay?: Pick<WorkUnderWay, 'note'>;
  readonly onError?: (error: unknown, requestId: string) => void;
}

/** Each stream holds a reader of the log; more than these are shed. */
const streamsMax = 50;

/** The routes of operators, to be mounted at `/v1/operator`. */
export function operatorRoutes(options: OperatorOptions): Hono<EdgeEnv> {
  const app = new Hono<EdgeEnv>();
  const { host, authenticate, holds, backup, proveBackup, move, acts, signs, stopping, onError } = options;
  let streams = 0;

  async function serve(c: EdgeContext, route: OperatorRoute, requestId: string): Promise<Response> {
    const sent = c.req.header('authorization');
    const kept = sent === undefined ? options.cookie?.(c, requestId) : undefined;
    if (kept instanceof Response) return kept;
    const caller = await operatorCaller(
      kept === undefined ? sent : `Bearer ${kept}`,
      requestId,
      authenticate,
    );
    if (caller instanceof Response) return caller;
    const role = roleOf(caller) ?? 'viewer';
    const least = neededFor(route);
    if (!mayAs(role, least)) return notAs(role, least, requestId);
    const input = await operatorInput(c, route, requestId);
    if (input instanceof Response) return input;
    const needs = neededFor(route, input);
    if (!mayAs(role, needs)) return notAs(role, needs, requestId);
    const faults = reasonMissing(input);
    if (faults) return knownProblem('invalid-input', requestId, { more: { faults } });
    // Nothing would ever read the lines of an answer to HEAD.
    if (route.lines && c.req.raw.method === 'HEAD')
      return new Response(null, { headers: linesHeadersOf(requestId) });
    const left = new AbortController();
    const signal = stopping ? AbortSignal.any([left.signal, stopping]) : left.signal;
    const call = { host, caller, requestId, acts, signs, signal, stopping, backup, proveBackup, move };
    if (!route.lines) return answered(await recorded(route, input, call), requestId);
    if (streams >= streamsMax) return overloaded(requestId);
    // Taken before anything is waited for: others ask meanwhile.
    streams++;
    let isOpen = false;
    try {
      const answer = await recorded(route, input, call);
      if (!(answer instanceof Lines)) return answered(answer, requestId);
      const stream = lineStream(answer.items, {
        holds: () => holds(caller),
        fault: (error) => faultLine(error, requestId),
        onLeft: () => left.abort(),
        onEnd: () => streams--,
      });
      isOpen = true;
      return new Response(stream, { headers: linesHeadersOf(requestId) });
    } finally {
      if (!isOpen) streams--;
    }
  }

  const answered = (answer: object | Refusal, requestId: string): Response =>
    isRefusal(answer)
      ? refused(answer, host, requestId)
      : Response.json(answer, { headers: headersOf(requestId) });

  /** The act is on disk before it is done, and its end when it has come: also when nobody waits for it any more. */
  async function recorded(
    route: OperatorRoute,
    input: object,
    call: OperatorCall,
  ): Promise<object | Refusal> {
    const wish = actOf(route, input);
    if (!wish) return route.answer(input, call);
    const end = await acts.begin(wish, call.caller, call.requestId);
    const ended = (outcome: 'done' | 'refused' | 'failed', told: string): Promise<void> =>
      end({ outcome, told }).catch((error: unknown) => onError?.(error, call.requestId));
    const succeeded = (answer: object): Promise<void> =>
      ended('done', route.method === 'GET' ? '' : toldOf(route, answer));
    try {
      const answer = await route.answer(input, call);
      if (isRefusal(answer)) await ended('refused', answer.refusal);
      else if (answer instanceof Lines && answer.work) {
        const over = answer.work.then(succeeded, (error: unknown) => ended('failed', textOf(error)));
        options.underWay?.note(over);
      } else await succeeded(answer);
      return answer;
    } catch (error) {
      await ended('failed', textOf(error));
      throw error;
    }
  }

  function faultLine(error: unknown, requestId: string): object {
    // What was cancelled, or given up at a stop, has not failed.
    if (!(error instanceof Fault && error.code === 'closed')) onError?.(error, requestId);
    // Operators are told what an ordinary client is not: they are the ones who mend it.
    return {
      kind: 'fault',
      code: error instanceof Fault ? error.code : 'internal',
      detail: textOf(error),
      requestId,
    };
  }

  for (const route of allRoutes)
    app.on(route.method, route.path, async (c) => {
      const requestId = requestIdOf(c);
      try {
        return await serve(c, route, requestId);
      } catch (error) {
        onError?.(error, requestId);
        const code = error instanceof Fault ? error.code : 'internal';
        const known = knownProblem(code, requestId);
        const retry = known.status === 503 ? { headers: { 'retry-after': '1' } } : {};
        return problem({ code, status: known.status, detail: textOf(error), ...retry }, requestId);
      }
    });
  return app;
}

/** What is personal is for administrators only, whoever may see the rest. */
const neededFor = ({ method, needs }: OperatorRoute, input: object = {}): Role =>
  'reveal' in input && input.reveal === true
    ? 'administrator'
    : (needs ?? (method === 'GET' ? 'viewer' : 'operator'));

const toldOf = ({ told }: OperatorRoute, answer: object): string => told?.(answer) ?? '';

function notAs(role: Role, needs: Role, requestId: string): Response {
  const detail = `Your role here is ${role}; this is for ${needs === 'operator' ? 'operators and administrators' : 'administrators'}.`;
  return problem({ code: 'forbidden', status: 403, detail }, requestId);
}

const requestIdOf = (c: Context): string => {
  const sent = c.req.header('x-request-id');
  return sent !== undefined && /^[A-Za-z0-9._-]{1,64}$/.test(sent) ? sent : randomUUID();
};

const headersOf = (requestId: string): Record<string, string> => ({
  'cache-control': 'no-store',
  'x-request-id': requestId,
  ...safetyHeaders,
});

const linesHeadersOf = (requestId: string): Record<string, string> => ({
  ...headersOf(requestId),
  'content-type': 'application/jsonl',
});

function refused(refusal: Refusal, host: Host, requestId: string): Response {
  const code = refusal.refusal;
  const declared = Object.hasOwn(operateRefusals, code)
    ? operateRefusals[code as OperateCode]
    : declaredBy(host, code);
  const { status, text } = refusalText(declared ?? 'The server said no.');
  return problem(
    { code, status, detail: text, ...(refusal.details && { more: { details: refusal.details } }) },
    requestId,
  );
}

/** What a command of a service refuses with, in its own words. */
const declaredBy = (host: Host, code: string) =>
  host.services
    .flatMap(({ commands }) => commands)
    .map(({ refusals }) => refusals[code])
    .find((one) => one !== undefined);

const overloaded = (requestId: string): Response =>
  knownProblem('overloaded', requestId, { headers: { 'retry-after': '5' } });

const textOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
