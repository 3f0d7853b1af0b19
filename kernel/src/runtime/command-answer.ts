import type { CommandResult, CommandType } from '../command.ts';
import { Fault } from '../fault.ts';
import type { Look } from '../look.ts';
import type { EventStore, Written } from '../ports/index.ts';
import { isRefusal, type Refusal } from '../refusal.ts';
import { fold, type StreamType } from '../stream.ts';
import type { Codec } from './codec.ts';
import type { Executed, ExecuteCall } from './dispatch.ts';
import { positionsOf } from './positions.ts';
import type { StateCache } from './state-cache.ts';

interface AnswerDeps {
  readonly events: EventStore;
  readonly codec: Codec;
  readonly look: Look;
  readonly states: StateCache;
}

export const answerOf = (
  deps: Pick<AnswerDeps, 'look'>,
  command: CommandType,
  result: CommandResult,
): unknown => command.answer?.(result as never, deps.look);

const pageEvents = 1000;

/** ID1: the same command again gets its first result: the state that it left; what its answer looks up beside is as of now. */
export async function repeatedAnswer(
  deps: AnswerDeps,
  command: CommandType,
  input: object,
  { actor, session, roles }: ExecuteCall,
  written: readonly Written[],
): Promise<Executed | Refusal> {
  const { stream } = command;
  const own = written.find((one) => one.stream.startsWith(`${stream.name}-`));
  if (!own) throw new Fault('corrupt', 'A command was recorded without its events.', { retryable: false });
  const id = own.stream.slice(own.stream.indexOf('-') + 1);
  const version = own.firstVersion + own.count - 1;
  const state = await stateAt(deps, stream, own.stream, id, version);
  const result = { id, input, caller: { actor, session, roles }, state, version, repeated: true };
  const body = await answerOf(deps, command, result);
  if (isRefusal(body)) return body;
  return { id, body, positions: positionsOf(written), repeated: true };
}

/** A state that is remembered is nearly always that of the newest version, which is the one that is asked for again. */
async function stateAt(
  { events, codec, states }: AnswerDeps,
  stream: StreamType,
  name: string,
  id: string,
  version: number,
): Promise<unknown> {
  if (states.remembers(name)) {
    const newest = await states.load(stream, id);
    if (newest.version === version) return newest.state;
  }
  let state = stream.initial();
  for (let from = 1; from <= version; from += pageEvents) {
    const page = await events.readStream(name, from, 'forwards', Math.min(pageEvents, version - from + 1));
    for (const stored of page) state = fold(stream, state, await codec.decode(stored));
  }
  return state;
}
