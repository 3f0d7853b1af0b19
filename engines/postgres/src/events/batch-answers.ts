import type { Append, AppendResult, Written } from '@touchline/kernel/ports';
import { answerCode } from './append-function.ts';
import type { PendingAppend } from './pending-append.ts';

/** A command id that an earlier batch used: what it stands for is looked up. */
export type Answer = AppendResult | 'known';

/** Reads what `append` (append-function.ts) answered, in the order of the batch. */
export function batchAnswers(
  batch: readonly PendingAppend[],
  answer: readonly number[],
  homes: ReadonlyMap<string, number>,
): Answer[] {
  const answers: Answer[] = [];
  let place = 2 * batch.length;
  for (const [i, { request }] of batch.entries()) {
    const [code, detail] = [answer[2 * i], answer[2 * i + 1] as number];
    const { appends } = request;
    if (code === answerCode.appended)
      answers.push({ status: 'appended', written: writtenOf(appends, place) });
    else if (code === answerCode.repeated) answers.push(repeated(batch, answers, i, detail - 1));
    else if (code === answerCode.known) answers.push('known');
    else {
      const { stream, expected } = appends[detail - 1] as Append;
      const actual = answer[place + 2 * (detail - 1)] as number;
      answers.push({ status: 'conflict', stream, expected, actual });
    }
    place += 2 * appends.length;
  }
  return answers;

  function writtenOf(appends: readonly Append[], first: number): Written[] {
    return appends.flatMap((append, i) =>
      append.events.length === 0
        ? []
        : {
            stream: append.stream,
            partition: homes.get(append.stream) as number,
            firstVersion: answer[first + 2 * i] as number,
            firstPosition: answer[first + 2 * i + 1] as number,
            count: append.events.length,
          },
    );
  }
}

/** ID3: the same id twice in one batch; the first use has just been answered. */
function repeated(
  batch: readonly PendingAppend[],
  answers: readonly Answer[],
  i: number,
  first: number,
): Answer {
  const before = answers[first];
  const same = batch[i]?.request.command?.fingerprint === batch[first]?.request.command?.fingerprint;
  if (!same || before === 'known' || before?.status !== 'appended') return { status: 'command-reused' };
  return { status: 'repeated', written: before.written };
}
