import type { Fault } from '@touchline/kernel';
import type { Append, AppendRequest, AppendResult, Expected, Written } from '@touchline/kernel/ports';
import { answerCode, expectedCode, type BatchMessage, type Field } from './writer-protocol.ts';

/** One append on its way: what was asked, and whom to answer. */
export interface PendingAppend {
  readonly request: AppendRequest;
  readonly commandHash: string | null;
  /** Size, for the bounds of queue and batch. */
  readonly chars: number;
  resolve(result: AppendResult): void;
  reject(error: Fault): void;
}

export function encodeBatch(batch: readonly PendingAppend[]): BatchMessage {
  const fields: Field[] = [];
  for (const { request, commandHash } of batch) {
    const { command, at, actor, meta, appends } = request;
    fields.push(
      commandHash,
      command?.fingerprint ?? null,
      at,
      actor,
      meta && JSON.stringify(meta),
      appends.length,
    );
    for (const { stream, partitionKey, expected, events } of appends) {
      fields.push(
        stream,
        partitionKey === stream ? null : partitionKey,
        expectedField(expected),
        events.length,
      );
      for (const { type, schema, data } of events) fields.push(type, schema, data);
    }
  }
  return { requests: batch.length, fields };
}

const expectedField = (expected: Expected): number =>
  typeof expected === 'number' ? expected : expectedCode[expected];

/** Reads the writer's answers in the order of the batch, which is the order of commit. */
export function decodeAnswers(
  batch: readonly PendingAppend[],
  answers: readonly Field[],
  each: (pending: PendingAppend, result: AppendResult) => void,
): void {
  let at = 0;
  for (const pending of batch) {
    const { appends } = pending.request;
    const code = answers[at++];
    if (code === answerCode.appended) {
      const written: Written[] = [];
      for (const { stream, events } of appends) {
        if (events.length === 0) continue;
        written.push({
          stream,
          partition: answers[at] as number,
          firstVersion: answers[at + 1] as number,
          firstPosition: answers[at + 2] as number,
          count: events.length,
        });
        at += 3;
      }
      each(pending, { status: 'appended', written });
    } else if (code === answerCode.repeated) {
      each(pending, { status: 'repeated', written: JSON.parse(answers[at++] as string) as Written[] });
    } else if (code === answerCode.conflict) {
      const { stream, expected } = appends[answers[at] as number] as Append;
      each(pending, { status: 'conflict', stream, expected, actual: answers[at + 1] as number });
      at += 2;
    } else each(pending, { status: 'command-reused' });
  }
}
