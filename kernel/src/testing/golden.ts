import { doesNotThrow, ok } from 'node:assert/strict';
import { erased } from '../erased.ts';
import type { EventType } from '../event.ts';
import { lift } from '../runtime/lift.ts';
import type { Service } from '../service.ts';
import { fold } from '../stream.ts';
import { recorded } from './given.ts';

/** An event as some version of the program wrote it, its personal fields in the clear. */
export interface GoldenEvent {
  readonly type: string;
  /** The schema version it was written with. */
  readonly schema: number;
  readonly data: Readonly<Record<string, unknown>>;
}

/**
 * Holds a service to what its logs contain: every golden event is lifted to what today's schema takes and today's state can
 * follow from, and of every version of every event there is one. Golden events are only ever added: a log never forgets.
 */
export function assertReadsGolden({ streams }: Service, golden: readonly GoldenEvent[]): void {
  for (const stream of streams)
    for (const { type, version } of stream.events)
      for (let schema = 1; schema <= version; schema++)
        ok(
          golden.some((one) => one.type === type && one.schema === schema),
          `${type} of schema ${schema} has no golden event: add one, as a log holds it.`,
        );
  for (const { type, schema, data } of golden) {
    const stream = streams.find(({ events }) => events.some((one) => one.type === type));
    const declared = stream?.events.find((one) => one.type === type);
    ok(stream && declared, `${type} is declared no more, and logs hold it.`);
    const lifted = lift(declared, schema, data);
    const { success, error } = declared.schema.safeParse(lifted);
    ok(success, `${type} of schema ${schema} is not what it is today: ${error?.message}. Write an upcast.`);
    doesNotThrow(() => fold(stream, stream.initial(), recorded({ type, data: lifted })));
    assertReadsErased(stream, declared, schema, data);
  }
}

/** PD3: upcasts and folds meet `Erased` where the person is not there any more. */
function assertReadsErased(
  stream: Service['streams'][number],
  declared: EventType,
  schema: number,
  data: GoldenEvent['data'],
): void {
  const fields = declared.personal?.fields ?? [];
  const without = Object.entries(data).map(([field, value]) => [
    field,
    fields.includes(field) ? erased : value,
  ]);
  doesNotThrow(() => {
    const lifted = lift(declared, schema, Object.fromEntries(without) as GoldenEvent['data']);
    fold(stream, stream.initial(), recorded({ type: declared.type, data: lifted }));
  }, `${declared.type} of schema ${schema} cannot be read once its person was erased.`);
}
