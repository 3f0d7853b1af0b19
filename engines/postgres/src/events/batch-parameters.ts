import type { Expected } from '@touchline/kernel/ports';
import { bytesArray, integerArray, smallIntArray, textArray, type Take } from '../array-param.ts';
import { eventColumns } from './event-columns.ts';
import type { PendingAppend } from './pending-append.ts';

const expectedCode = { any: -1, 'stream-exists': -2, 'no-stream': 0 } as const;
const expectedField = (expected: Expected): number =>
  typeof expected === 'number' ? expected : expectedCode[expected];

/** Values that occur again and again, each once, numbered from 1. */
function distinct() {
  const numbers = new Map<string, number>();
  return {
    of(value: string): number {
      const known = numbers.get(value);
      if (known !== undefined) return known;
      numbers.set(value, numbers.size + 1);
      return numbers.size;
    },
    values: (): string[] => [...numbers.keys()],
  };
}

/** The parameters of `append` (append-function.ts) for a batch. `homeOf` says where a stream is supposed to lie. */
export function batchParameters(
  batch: readonly PendingAppend[],
  homeOf: (stream: string, partitionKey: string) => number,
  take: Take,
): { readonly parameters: unknown[]; readonly homes: ReadonlyMap<string, number> } {
  const streams = distinct();
  /** Whoever names a stream first in the batch says where it is supposed to lie. */
  const homes = new Map<string, number>();
  const ids = distinct();
  const columns = eventColumns();
  const streamOf: number[] = [];
  const idOf: (number | null)[] = [];
  const plan: number[] = [];
  let appendsTotal = 0;

  for (const { request, command: known } of batch) {
    const { appends, at, actor } = request;
    const meta = request.meta && JSON.stringify(request.meta);
    // The first event of a command stands for all of it.
    let command = known && known.hash;
    let fingerprint = request.command?.fingerprint ?? null;
    const events = appends.reduce((sum, one) => sum + one.events.length, 0);
    const idNumber = known === null ? 0 : ids.of(known.key);
    plan.push(idNumber, appends.length, events);
    appendsTotal += appends.length;
    for (const append of appends) {
      const { stream } = append;
      const streamNumber = streams.of(stream);
      if (streamNumber > homes.size) homes.set(stream, homeOf(stream, append.partitionKey));
      plan.push(streamNumber, expectedField(append.expected), append.events.length);
      for (const event of append.events) {
        streamOf.push(streamNumber);
        idOf.push(command === null ? null : idNumber);
        columns.push(event, { stream, at, actor, meta, command, fingerprint });
        command = fingerprint = null;
      }
    }
  }
  const parameters = [
    integerArray([batch.length, appendsTotal, ...plan], take),
    textArray(streams.values(), take),
    smallIntArray([...homes.values()], take),
    bytesArray(ids.values(), take),
    integerArray(streamOf, take),
    integerArray(idOf, take),
    ...columns.parameters(take),
  ];
  return { parameters, homes };
}
