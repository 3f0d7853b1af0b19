import { randomUUID } from 'node:crypto';
import { idSource } from '@touchline/kernel';
import { answerWith } from '../processes/answer-with.ts';
import type { Appender } from '../reference/postgres/appender.ts';
import { bareAppender } from '../reference/postgres/bare-appender.ts';
import { emmettAppender } from '../reference/postgres/emmett-appender.ts';
import { engineAppender } from '../reference/postgres/engine-appender.ts';
import { messageDbAppender } from '../reference/postgres/message-db-appender.ts';
import type { PostgresAppendQuestion, PostgresRate, WayToAppend } from './postgres-append-question.ts';

const appenders: Readonly<Record<WayToAppend, (url: string) => Appender | Promise<Appender>>> = {
  engine: (url) => engineAppender(url),
  'engine-random': (url) => engineAppender(url, () => randomUUID()),
  bare: bareAppender,
  emmett: emmettAppender,
  'message-db': (url) => messageDbAppender(url, 1),
  'message-db-16': (url) => messageDbAppender(url, 16),
};

/** One of several processes that append to one database, with callers that wait for promises. */
answerWith(async ({ url, how, callers, seconds }: PostgresAppendQuestion): Promise<PostgresRate> => {
  const appender = await appenders[how](url);
  const newId = idSource(Date.now);
  const began = performance.now();
  const used = process.cpuUsage();
  const end = began + seconds * 1000;
  let count = 0;
  const caller = async (): Promise<void> => {
    while (performance.now() < end) {
      await appender.append(newId());
      count++;
    }
  };
  await Promise.all(Array.from({ length: callers }, caller));
  const perSecond = count / ((performance.now() - began) / 1000);
  const { user, system } = process.cpuUsage(used);
  await appender.close();
  return { perSecond, processorUs: (user + system) / count };
});
