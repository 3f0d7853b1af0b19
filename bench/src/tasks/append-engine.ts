import { embeddedEngine } from '@touchline/engine-embedded';
import { idSource } from '@touchline/kernel';
import { answerWith } from '../processes/answer-with.ts';
import { appendFor, requestOf, type AppendQuestion } from './append-question.ts';

/** Concurrent appends of one event each to the embedded engine, each with a command id. */
answerWith(async (question: AppendQuestion) => {
  const engine = await embeddedEngine({ folder: question.folder, partitions: 1 });
  const newId = idSource(Date.now);
  const rate = await appendFor(question, async () => {
    const id = newId();
    const { status } = await engine.events.append(requestOf(id));
    if (status !== 'appended') throw new Error(`An append was answered ${status}.`);
  });
  await engine.close();
  return rate;
});
