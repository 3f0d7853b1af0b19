import type { ChildProcess } from 'node:child_process';
import { postgresDatabase } from '../../../engines/postgres/src/connection.ts';
import { testDatabase, testServer } from '@touchline/engine-postgres/testing';
import { median, type Bench } from '../bench.ts';
import { ask, endTask, startTask } from '../processes/ask.ts';
import type { PostgresAppendQuestion, PostgresRate } from '../tasks/postgres-append-question.ts';

const processes = 4;
const callers = 128;
const rounds = 3;
const hows = ['engine', 'bare'] as const;

export const postgresAppend: Bench = {
  name: 'postgres-append',
  about: `${callers} callers in ${processes} processes, one event each, with command ids and checksums, on PostgreSQL`,
  async run({ seconds }) {
    const server = await testServer();
    const { url } = await testDatabase(server);
    const database = postgresDatabase({ url });
    await database.write(`CREATE TABLE bare (position bigserial PRIMARY KEY, stream text NOT NULL,
      version integer NOT NULL, type text NOT NULL, at bigint NOT NULL, data text NOT NULL, UNIQUE (stream, version))`);
    await database.close();
    const tasks = Array.from({ length: processes }, () => startTask('postgres-append'));
    const rates = { engine: [] as number[], bare: [] as number[] };
    const costs = { engine: [] as number[], bare: [] as number[] };
    try {
      const each = Math.max(1, seconds / rounds);
      // In turns, so that both meet the same disturbances.
      for (let round = 0; round < rounds; round++)
        for (const how of hows) {
          const answers = await all(tasks, { url, how, callers: callers / processes, seconds: each });
          rates[how].push(answers.reduce((sum, { perSecond }) => sum + perSecond, 0));
          costs[how].push(median(answers.map(({ processorUs }) => processorUs)));
        }
    } finally {
      for (const task of tasks) await endTask(task);
      await server.stop();
    }
    return [
      {
        what: 'event store on PostgreSQL, append',
        value: median(rates.engine),
        unit: '/s',
        reference: { name: 'bare grouped INSERT', value: median(rates.bare) },
        ratioAtLeast: 0.5,
        note: 'the reference: a sequence, stream and version unique, one INSERT for what came in one turn',
      },
      {
        what: 'processor time of a process per append',
        value: median(costs.engine),
        unit: 'µs',
        reference: { name: 'bare grouped INSERT', value: median(costs.bare) },
      },
    ];
  },
};

const all = (tasks: readonly ChildProcess[], question: PostgresAppendQuestion): Promise<PostgresRate[]> =>
  Promise.all(tasks.map((task) => ask<PostgresRate>(task, question)));
