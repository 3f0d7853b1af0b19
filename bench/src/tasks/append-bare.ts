import { idSource } from '@touchline/kernel';
import { answerWith } from '../processes/answer-with.ts';
import { bareLog, type BareForm } from '../reference/bare-log.ts';
import { appendFor, type AppendQuestion } from './append-question.ts';

/**
 * Group commit in one thread: callers wait for promises, as those of any store must, and what came in one turn of the event
 * loop is one transaction, on disk before it is answered.
 */
answerWith(async (question: AppendQuestion & { readonly form: BareForm }) => {
  const log = bareLog(question.folder, question.form);
  const newId = idSource(Date.now);
  let waiting: { id: string; resolve: () => void }[] = [];
  const rate = await appendFor(
    question,
    () =>
      new Promise<void>((resolve) => {
        if (waiting.length === 0) setImmediate(flush);
        waiting.push({ id: newId(), resolve });
      }),
  );
  log.close();
  return rate;

  function flush(): void {
    const batch = waiting;
    waiting = [];
    log.begin();
    for (const { id } of batch) log.add(id);
    log.commit();
    for (const { resolve } of batch) resolve();
  }
});
