import { Fault, systemClock, type Clock } from '@touchline/kernel';
import { checkDelay, checkMessage, checkTake } from '@touchline/kernel/engine';
import { queueLimits, type Queue, type QueuedMessage } from '@touchline/kernel/ports';
import { textArray } from '../array-param.ts';
import type { Database } from '../database.ts';
import { migrate } from '../migrations/migrate.ts';
import { inOrder } from './in-order.ts';
import { queueMigrations } from './queue-migrations.ts';
import { queueTime } from './queue-time.ts';

export interface PostgresQueueOptions {
  readonly database: Database;
  /** Made when missing. */
  readonly schema: string;
  readonly clock?: Pick<Clock, 'steady'>;
  /** Open messages it holds at most, give or take what others put within the last seconds. */
  readonly openMax?: number;
}

type Message = Parameters<Queue['put']>[0];
type Taken = readonly [id: string, key: string, kind: string, body: string, attempts: number];
type Dead = readonly [...Taken, error: string];

/** How long a count of the open messages is relied on. */
const countedMsMax = 5000;

/** A durable queue that any number of processes put into and take from. */
export async function postgresQueue(options: PostgresQueueOptions): Promise<Queue> {
  const { database, schema, clock = systemClock, openMax = queueLimits.openMax } = options;
  await migrate(database, schema, queueMigrations);
  const now = await queueTime(database, schema, clock);
  const call = inOrder();
  let counted = { open: 0, at: -Infinity };

  async function checkRoom(more: number): Promise<void> {
    const isOld = clock.steady() - counted.at > countedMsMax;
    if (isOld || counted.open + more > openMax) counted = { open: (await size()).open, at: clock.steady() };
    if (counted.open >= openMax)
      throw new Fault('overloaded', `The queue holds ${counted.open} messages, its most; nothing was put.`);
    counted.open += more;
  }

  async function size(): Promise<{ open: number; dead: number }> {
    const [[open, dead] = [0, 0]] = await database.read<[number, number]>(
      `SELECT (SELECT count(*) FROM ${schema}.messages), (SELECT count(*) FROM ${schema}.dead)`,
    );
    return { open, dead };
  }

  async function putAll(messages: readonly Message[]): Promise<void> {
    const first = new Map<string, Message>();
    for (const message of messages) if (!first.has(message.id)) first.set(message.id, message);
    const each = [...first.values()];
    await checkRoom(each.length);
    await database.write(`SELECT ${schema}.put($1, $2, $3, $4, $5)`, [
      ...(['id', 'key', 'kind', 'body'] as const).map((field) => textArray(each.map((one) => one[field]))),
      await now(),
    ]);
  }

  return {
    async put(message) {
      checkMessage(message);
      checkTexts(message);
      return call('put', message, putAll, { together: true });
    },

    async take(limit, visibilityMs) {
      checkTake(limit);
      checkDelay(visibilityMs);
      return call('take', limit, async () => {
        const at = await now();
        const rows = await database.write<Taken>(`SELECT * FROM ${schema}.take($1, $2, $3)`, [
          limit,
          at,
          at + Math.round(visibilityMs),
        ]);
        return rows.map(messageFrom);
      });
    },

    done: async (id) =>
      call(
        'done',
        id,
        async (ids) => {
          const at = await now();
          await database.write(`SELECT ${schema}.done($1, $2, $3)`, [
            textArray(ids),
            at,
            at - queueLimits.rememberMs,
          ]);
        },
        { together: true },
      ),

    async failed(id, error, delayMs, attemptsMax) {
      checkDelay(delayMs);
      const why = error.slice(0, queueLimits.errorLengthMax).toWellFormed().replaceAll('\0', '�');
      await call('failed', id, async () => {
        const at = await now();
        await database.write(`SELECT ${schema}.failed($1, $2, $3, $4, $5)`, [
          id,
          why,
          at,
          at + Math.round(delayMs),
          attemptsMax,
        ]);
      });
    },

    async dead(limit) {
      checkTake(limit);
      const rows = await database.read<Dead>(
        `SELECT id, key, kind, body, attempts, error FROM ${schema}.dead ORDER BY seq LIMIT $1`,
        [limit],
      );
      return rows.map(([id, key, kind, body, attempts, error]) => ({ id, key, kind, body, attempts, error }));
    },

    async retry(id) {
      await call('retry', id, async () =>
        database.write(`SELECT ${schema}.retry($1, $2)`, [id, await now()]),
      );
    },

    async discard(id) {
      await call('discard', id, async () =>
        database.write(`SELECT ${schema}.discard($1, $2)`, [id, await now()]),
      );
    },

    size,
  };
}

const messageFrom = ([id, key, kind, body, attempts]: Taken): QueuedMessage => ({
  id,
  key,
  kind,
  body,
  attempts,
});

function checkTexts(message: Message): void {
  for (const field of ['id', 'key', 'kind', 'body'] as const)
    if (!message[field].isWellFormed() || message[field].includes('\0'))
      throw new Fault('internal', `A message's ${field} with NUL or half a character cannot be stored.`, {
        retryable: false,
      });
}
