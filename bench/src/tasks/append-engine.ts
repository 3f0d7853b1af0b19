import { embeddedEngine } from '@touchline/engine-embedded';
import { idSource } from '@touchline/kernel';
import { answerWith } from '../processes/answer-with.ts';
import { dataOf, type AppendQuestion } from './append-question.ts';

/** Concurrent appends of one event each to the embedded engine, each with a command id. */
answerWith(async ({ folder, callers, seconds }: AppendQuestion) => {
  const engine = await embeddedEngine({ folder, partitions: 1 });
  const newId = idSource(Date.now);
  const end = performance.now() + seconds * 1000;
  const began = performance.now();
  let count = 0;
  const caller = async (): Promise<void> => {
    while (performance.now() < end) {
      const id = newId();
      const stream = `post-${id}`;
      const done = await engine.events.append({
        command: { id, fingerprint: `f-${id}` },
        appends: [
          {
            stream,
            partitionKey: stream,
            expected: 'no-stream',
            events: [{ type: 'PostPublished', schema: 1, data: dataOf(id) }],
          },
        ],
        at: Date.now(),
        actor: id,
        meta: null,
      });
      if (done.status !== 'appended') throw new Error(`An append was answered ${done.status}.`);
      count++;
    }
  };
  await Promise.all(Array.from({ length: callers }, caller));
  const perSecond = count / ((performance.now() - began) / 1000);
  await engine.close();
  return { perSecond };
});
