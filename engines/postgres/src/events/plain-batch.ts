import type { Expected } from '@touchline/kernel/ports';
import { arrayLiteral, hexElement } from '../array-literal.ts';
import { eventColumns } from './event-columns.ts';
import type { Answer } from './batch-answers.ts';
import type { PendingAppend } from './pending-append.ts';

/** A batch for `append_plain` (append-plain-function.ts). */
export interface PlainBatch {
  readonly parameters: unknown[];
  /** Reads the positions that it answers. */
  answers(positions: readonly number[]): Answer[];
}

/** `undefined` where a batch is not plain. */
export function plainBatch(
  batch: readonly PendingAppend[],
  homeOf: (stream: string, partitionKey: string) => number,
): PlainBatch | undefined {
  const streams = new Set<string>();
  const ids = new Set<string>();
  const columns = eventColumns();
  const homes: number[] = [];
  const versions: number[] = [];
  const commands: (string | null)[] = [];
  for (const { request, commandHash: command } of batch) {
    const { at, actor, meta, appends } = request;
    const [append] = appends;
    const [event] = append?.events ?? [];
    if (!append || !event || appends.length > 1 || append.events.length > 1) return undefined;
    const { stream, partitionKey } = append;
    const version = versionOf(append.expected);
    if (version === undefined || streams.has(stream) || (command !== null && ids.has(command)))
      return undefined;
    streams.add(stream);
    if (command !== null) ids.add(command);
    homes.push(homeOf(stream, partitionKey));
    versions.push(version);
    commands.push(command && hexElement(command));
    const fingerprint = request.command?.fingerprint ?? null;
    columns.push(event, { stream, at, actor, meta: meta && JSON.stringify(meta), command, fingerprint });
  }
  return {
    parameters: [...[homes, [...streams], versions, commands].map(arrayLiteral), ...columns.parameters()],
    answers: (positions) =>
      [...streams].map((stream, i) => ({
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
