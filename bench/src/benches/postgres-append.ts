import type { ChildProcess } from 'node:child_process';
import { testDatabase, testServer } from '@touchline/engine-postgres/testing';
import { median, type Bench, type Figure } from '../bench.ts';
import { ask, endTask, startTask } from '../processes/ask.ts';
import { prepareBare } from '../reference/postgres/bare-appender.ts';
import { prepareEmmett } from '../reference/postgres/emmett-appender.ts';
import { prepareMessageDb } from '../reference/postgres/message-db-appender.ts';
import { withoutPins } from '../processes/pinned.ts';
import {
  waysToAppend,
  type PostgresAppendQuestion,
  type PostgresRate,
  type WayToAppend,
} from '../tasks/postgres-append-question.ts';

const processes = 4;
const callers = 128;
const rounds = 3;

const prepare: Readonly<Record<WayToAppend, (url: string) => Promise<void>>> = {
  engine: async () => undefined,
  'engine-random': async () => undefined,
  bare: prepareBare,
  emmett: prepareEmmett,
  'message-db': prepareMessageDb,
  'message-db-16': prepareMessageDb,
};

/** Of the rounds, by their median. */
interface Measured {
  readonly perSecond: number;
  readonly processorUs: number;
}

export const postgresAppend: Bench = {
  name: 'postgres-append',
  about: `${callers} callers in ${processes} processes, one event each, with command ids and checksums, on PostgreSQL`,
  run: ({ seconds }) => withoutPins(() => appended(seconds)),
};

async function appended(seconds: number): Promise<Figure[]> {
  const server = await testServer();
  // Each way in processes of its own: code that has met all of them suits none.
  const tasks = new Map(
    waysToAppend.map((how) => [how, Array.from({ length: processes }, () => startTask('postgres-append'))]),
  );
  const measured = new Map<WayToAppend, PostgresRate[]>();
  try {
    const urls = new Map<WayToAppend, string>();
    for (const how of waysToAppend) {
      const { url } = await testDatabase(server);
      await prepare[how](url);
      urls.set(how, url);
    }
    const each = Math.max(1, seconds / rounds);
    // In turns, so that all meet the same disturbances. The first is not counted: code is measured that has been compiled.
    for (let round = 0; round <= rounds; round++)
      for (const [how, url] of urls) {
        const answers = await all(tasks.get(how) ?? [], {
          url,
          how,
          callers: callers / processes,
          seconds: each,
        });
        if (round === 0) continue;
        const perSecond = answers.reduce((sum, answer) => sum + answer.perSecond, 0);
        const processorUs = median(answers.map((answer) => answer.processorUs));
        measured.set(how, [...(measured.get(how) ?? []), { perSecond, processorUs }]);
      }
  } finally {
    for (const task of [...tasks.values()].flat()) await endTask(task);
    await server.stop();
  }
  return figures((how) => ({
    perSecond: median((measured.get(how) ?? []).map(({ perSecond }) => perSecond)),
    processorUs: median((measured.get(how) ?? []).map(({ processorUs }) => processorUs)),
  }));
}

function figures(of: (how: WayToAppend) => Measured): Figure[] {
  const [engine, bare] = [of('engine'), of('bare')];
  const [one, sixteen] = [of('message-db').perSecond, of('message-db-16').perSecond];
  const append = { what: 'event store on PostgreSQL, append', value: engine.perSecond, unit: '/s' };
  return [
    {
      ...append,
      reference: { name: 'bare grouped INSERT', value: bare.perSecond },
      ratioAtLeast: 0.5,
      note: 'the reference: a sequence, stream and version unique, one INSERT for what came in one turn',
    },
    {
      ...append,
      reference: { name: 'Emmett', value: of('emmett').perSecond },
      ratioAtLeast: 5,
      note: 'the reference: getPostgreSQLEventStore(…).appendToStream of its release 0.42.0, 10 connections per process',
    },
    {
      ...append,
      reference: { name: 'Message DB', value: Math.max(one, sixteen) },
      ratioAtLeast: 3,
      note: `the reference: write_message of its release 1.3.1, 10 connections per process: ${Math.round(one)}/s into one category, ${Math.round(sixteen)}/s into sixteen`,
    },
    {
      what: 'the same with command ids that tell no time',
      value: of('engine-random').perSecond,
      unit: '/s',
      reference: { name: 'bare grouped INSERT', value: bare.perSecond },
      note: 'UUIDv4: the index of command ids is written all over',
    },
    {
      what: 'processor time of a process per append',
      value: engine.processorUs,
      unit: 'µs',
      reference: { name: 'bare grouped INSERT', value: bare.processorUs },
      note: `Emmett ${Math.round(of('emmett').processorUs)} µs, Message DB ${Math.round(of('message-db-16').processorUs)} µs`,
    },
  ];
}

const all = (tasks: readonly ChildProcess[], question: PostgresAppendQuestion): Promise<PostgresRate[]> =>
  Promise.all(tasks.map((task) => ask<PostgresRate>(task, question)));
