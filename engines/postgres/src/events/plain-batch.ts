import { textHash } from '@touchline/kernel/engine';
import type { Append, Expected, NewStoredEvent } from '@touchline/kernel/ports';
import {
  bigintArray,
  bytesArray,
  integerArray,
  smallIntArray,
  textArray,
  type Take,
} from '../array-param.ts';
import { eventColumns } from './event-columns.ts';
import type { Answer } from './batch-answers.ts';
import type { PendingAppend } from './pending-append.ts';

/** A batch for `append_plain_after` (append-plain-function.ts). */
export interface PlainBatch {
  readonly parameters: unknown[];
  /** Reads the positions that it answers. */
  answers(positions: readonly number[]): Answer[];
}

/** Whether each request is one event, of streams and command ids that are all different, with a known version. */
export function isPlain(batch: readonly PendingAppend[]): boolean {
  // By their hashes: two that meet by chance are judged, which is never wrong.
  const streams = new Set<number>();
  const ids = new Set<number>();
  let commands = 0;
  for (const { request, command } of batch) {
    const [append] = request.appends;
    if (request.appends.length !== 1 || append?.events.length !== 1) return false;
    if (versionOf(append.expected) === undefined) return false;
    streams.add(textHash(append.stream));
    if (command === null) continue;
    ids.add(textHash(command.key));
    commands++;
  }
  return streams.size === batch.length && ids.size === commands;
}

/** Of a batch that `isPlain`. `after`: positions that the partitions have reached. */
export function plainBatch(
  batch: readonly PendingAppend[],
  homeOf: (stream: string, partitionKey: string) => number,
  after: readonly number[],
  take: Take,
): PlainBatch {
  const columns = eventColumns();
  const streams: string[] = [];
  const homes: number[] = [];
  const versions: number[] = [];
  const commands: (string | null)[] = [];
  for (const { request, command } of batch) {
    const { at, actor, meta } = request;
    const { stream, partitionKey, expected, events } = request.appends[0] as Append;
    streams.push(stream);
    homes.push(homeOf(stream, partitionKey));
    versions.push(versionOf(expected) as number);
    // The key is stored, the hash is what the chain covers.
    commands.push(command && command.key);
    columns.push(events[0] as NewStoredEvent, {
      stream,
      at,
      actor,
      meta: meta && JSON.stringify(meta),
      command: command && command.hash,
      fingerprint: request.command?.fingerprint ?? null,
    });
  }
  return {
    parameters: [
      smallIntArray(homes, take),
      textArray(streams, take),
      integerArray(versions, take),
      bytesArray(commands, take),
      ...columns.parameters(take),
      bigintArray(after, take),
    ],
    answers: (positions) =>
      streams.map((stream, i) => ({
        status: 'appended',
        written: [
          {
            stream,
            partition: homes[i] as number,
            firstVersion: (versions[i] as number) + 1,
            firstPosition: positions[i] as number,
            count: 1,
          },
        ],
      })),
  };
}

const versionOf = (expected: Expected): number | undefined => {
  if (expected === 'no-stream') return 0;
  return typeof expected === 'number' && expected >= 0 ? expected : undefined;
};
