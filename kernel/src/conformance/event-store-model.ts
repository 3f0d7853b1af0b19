import { deepEqual, equal } from 'node:assert/strict';
import { it } from 'node:test';
import fc from 'fast-check';
import type { AppendRequest, AppendResult, EventStore, Expected } from '../ports/index.ts';
import {
  commandOf,
  happened,
  onEventStore,
  request,
  to,
  type EventStoreSuite,
} from './event-store-fixture.ts';

const streams = ['door-a', 'door-b', 'window-c', 'wall-d'];
const plainStreams = Array.from({ length: 24 }, (_, n) => `nail-${n}`);
const expected = fc.oneof(
  fc.constantFrom<Expected>('any', 'any', 'no-stream', 'stream-exists'),
  fc.nat({ max: 12 }),
);
const someAppend = fc.record({ stream: fc.constantFrom(...streams), expected, count: fc.nat({ max: 3 }) });
const commandIn = (ids: readonly string[]) =>
  fc.option(fc.record({ id: fc.constantFrom(...ids), fingerprint: fc.constantFrom('f1', 'f2') }));
const anyStep = fc.record({
  appends: fc.uniqueArray(someAppend, { selector: ({ stream }) => stream, minLength: 1, maxLength: 3 }),
  command: commandIn(['c1', 'c2', 'c3']),
});
/** One event of a stream that is mostly new, which engines write together: the usual request. */
const plainStep = fc.record({
  appends: fc.tuple(
    fc.record({
      stream: fc.constantFrom(...streams, ...plainStreams),
      expected: fc.constant<Expected>('no-stream'),
      count: fc.constant(1),
    }),
  ),
  command: commandIn(['c1', ...plainStreams]),
});
const someStep = fc.oneof(anyStep, { arbitrary: plainStep, weight: 2 });
type Step = typeof someStep extends fc.Arbitrary<infer S> ? S : never;

/** What a store means, without partitions: versions, and the commands seen. */
function model() {
  const versions = new Map<string, number>();
  const commands = new Map<string, { fingerprint: string; written: string }>();
  const holds = (wanted: Expected, version: number): boolean =>
    wanted === 'any' ||
    (wanted === 'no-stream' ? version === 0 : wanted === 'stream-exists' ? version > 0 : version === wanted);
  return {
    versions,
    append({ appends, command }: AppendRequest): string {
      const writes = appends.some(({ events }) => events.length > 0);
      const before = command && writes ? commands.get(command.id) : undefined;
      if (before)
        return before.fingerprint === command?.fingerprint ? `repeated ${before.written}` : 'command-reused';
      for (const { stream, expected: wanted } of appends) {
        const version = versions.get(stream) ?? 0;
        if (!holds(wanted, version)) return `conflict ${stream} ${version}`;
      }
      const written: string[] = [];
      for (const { stream, events } of appends) {
        if (events.length === 0) continue;
        const version = versions.get(stream) ?? 0;
        written.push(`${stream}:${version + 1}+${events.length}`);
        versions.set(stream, version + events.length);
      }
      if (command && writes)
        commands.set(command.id, { fingerprint: command.fingerprint, written: written.join() });
      return `appended ${written.join()}`;
    },
  };
}

function told(result: AppendResult): string {
  if (result.status === 'conflict') return `conflict ${result.stream} ${result.actual}`;
  if (result.status === 'command-reused') return result.status;
  return `${result.status} ${result.written.map((w) => `${w.stream}:${w.firstVersion}+${w.count}`).join()}`;
}

/** One store serves all runs; each has streams and command ids of its own. */
const requestOf = ({ appends, command }: Step, n: number, run: string): AppendRequest =>
  request(
    appends.map((a) => ({
      ...to(a.stream + run, a.expected),
      events: Array.from({ length: a.count }, () => happened(n)),
    })),
    command ? commandOf(command.id + run, command.fingerprint) : {},
  );

/** The store against the model: steps one after another, or thrown in at once, which must come to the same. */
async function compare(
  store: EventStore,
  steps: readonly Step[],
  run: string,
  atOnce: boolean,
): Promise<void> {
  const oracle = model();
  const heads = await store.heads();
  const requests = steps.map((step, n) => requestOf(step, n, run));
  const results: string[] = [];
  if (atOnce) results.push(...(await Promise.all(requests.map((one) => store.append(one)))).map(told));
  else for (const one of requests) results.push(told(await store.append(one)));
  deepEqual(
    results,
    requests.map((one) => oracle.append(one)),
  );
  const log = (
    await Promise.all(heads.map(async (head, p) => (await store.readPartition(p, head, 10_000)).events))
  ).flat();
  equal(
    log.length,
    [...oracle.versions.values()].reduce((sum, n) => sum + n, 0),
  );
  for (const stream of [...streams, ...plainStreams].map((name) => name + run)) {
    const versions = (await store.readStream(stream, 1, 'forwards', 1000)).map(({ version }) => version);
    deepEqual(
      versions,
      Array.from({ length: oracle.versions.get(stream) ?? 0 }, (_, i) => i + 1),
    );
    deepEqual(
      log.filter((event) => event.stream === stream).map(({ version }) => version),
      versions,
    );
  }
}

export function eventStoreModel(suite: EventStoreSuite): void {
  for (const atOnce of [false, true])
    it(`ES2 to ES8, ID1 to ID4: any requests ${atOnce ? 'at once' : 'in turn'} do what the model does`, () =>
      onEventStore(suite, async (store) => {
        let run = 0;
        const property = fc.asyncProperty(fc.array(someStep, { maxLength: 40 }), (steps) =>
          compare(store, steps, `-${++run}`, atOnce),
        );
        await fc.assert(property, { numRuns: atOnce ? 100 : 25 });
      }));
}
