import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { idSource } from '@touchline/kernel';
import { answerWith } from '../processes/answer-with.ts';
import { appendFor, type AppendQuestion } from './append-question.ts';

/** The same as `append-bare`, with the log in a thread of its own, so that a commit holds up no caller. */
answerWith(async (question: AppendQuestion) => {
  const worker = new Worker(new URL('./append-apart.worker.ts', import.meta.url), {
    workerData: question.folder,
  });
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
  const write = (ids: readonly string[]): void => worker.postMessage(ids);
  const newId = idSource(Date.now);
  let waiting: Asked[] = [];
  let writing: Asked[] = [];
  worker.on('message', () => {
    const written = writing;
    writing = [];
    for (const { resolve } of written) resolve();
    if (waiting.length > 0) setImmediate(send);
  });
  const rate = await appendFor(
    question,
    () =>
      new Promise<void>((resolve) => {
        if (waiting.length === 0 && writing.length === 0) setImmediate(send);
        waiting.push({ id: newId(), resolve });
      }),
  );
  write([]);
  await once(worker, 'exit');
  return rate;

  function send(): void {
    if (writing.length > 0 || waiting.length === 0) return;
    [writing, waiting] = [waiting, []];
    write(writing.map(({ id }) => id));
  }
});

interface Asked {
  readonly id: string;
  resolve(): void;
}
