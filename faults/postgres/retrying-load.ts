import assert from 'node:assert/strict';
import { Fault } from '@touchline/kernel';
import type { AppendRequest, EventStore, Written } from '@touchline/kernel/ports';
import type { Fired } from '../run/fired.ts';
import type { Random } from '../run/random.ts';

export interface RetryingLoad {
  /** What was answered, by command id. */
  readonly answered: Map<string, readonly Written[]>;
  readonly random: Random;
  readonly count: Fired;
  over(): boolean;
  /** The id under which a command is sent, again and again. Without one nobody can tell what became of it. */
  readonly idOf: (id: string) => string | undefined;
}

const callers = 8;
const attemptsMax = 10_000;

/** Callers of one process that send a command again, under the same id, until it is answered. */
export async function retryingLoad(store: EventStore, load: RetryingLoad): Promise<void> {
  const call = async (caller: number, chance: Random): Promise<void> => {
    for (let n = 0; !load.over(); n++) {
      const id = `${chance.below(2 ** 31)}-${caller}-${n}`;
      await untilAnswered(store, load, id, requestOf(id, n, chance));
    }
  };
  await Promise.all(Array.from({ length: callers }, (_, caller) => call(caller, load.random.fork())));
}

async function untilAnswered(
  store: EventStore,
  { answered, count, idOf }: RetryingLoad,
  id: string,
  request: AppendRequest,
): Promise<void> {
  for (let attempt = 1; attempt <= attemptsMax; attempt++) {
    const sent = idOf(id);
    const command = sent === undefined ? {} : { command: { id: sent, fingerprint: sent } };
    try {
      const result = await store.append({ ...request, ...command });
      assert.ok('written' in result, `an append was answered ${result.status}`);
      answered.set(id, result.written);
      count('appends answered');
      // The store has asked again by itself, or the caller has.
      if (result.status === 'repeated') count('in doubt and written before');
      return;
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      assert.ok(
        error.code === 'outcome-unknown' || error.code === 'overloaded',
        `nobody may be told: ${error.message}`,
      );
      count(error.code === 'overloaded' ? 'appends not tried' : 'unknown outcomes');
      await new Promise(setImmediate);
    }
  }
  throw new Error(`${id} was not answered in ${attemptsMax} attempts.`);
}

function requestOf(id: string, at: number, chance: Random): AppendRequest {
  const stream = `door-${chance.below(200)}`;
  const events = Array.from({ length: 1 + chance.below(3) }, (_, i) => ({
    type: 'Opened',
    schema: 1,
    data: JSON.stringify({ id, i }),
  }));
  const appends = [{ stream, partitionKey: stream, expected: 'any' as const, events }];
  return { appends, at, actor: null, meta: null };
}
