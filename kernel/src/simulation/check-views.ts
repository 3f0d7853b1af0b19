import { poison } from '../conformance/sample.ts';
import { Fault } from '../fault.ts';
import { rowsAfter } from '../testing/fold-view.ts';
import type { Running } from './server.ts';
import { wholeLog, type LoggedEvent } from './whole-log.ts';
import { placeOf } from './witness.ts';

/** VW3, at any moment: the rows of every build are the fold of the log up to the cursors that stand beside them. */
export async function checkViews(running: Running): Promise<string[]> {
  const findings: string[] = [];
  const log = await wholeLog(running.engine);
  for (const { view, builds } of running.host.runtimes.get('tallies')?.views.values() ?? [])
    for (const build of builds()) {
      const name = build.consumer.name;
      try {
        findings.push(...(await checkBuild(running, log, { view, name, table: build.table })));
      } catch (error) {
        // A build that is being dropped has no table any more.
        if (!(error instanceof Fault) || !error.message.includes('not open')) throw error;
      }
    }
  return findings;
}

type View = Parameters<typeof rowsAfter>[0];
type Table = Parameters<Awaited<ReturnType<Running['engine']['views']>>['scan']>[0];

async function checkBuild(
  { engine, host }: Running,
  log: readonly LoggedEvent[],
  { view, name, table }: { readonly view: View; readonly name: string; readonly table: Table },
): Promise<string[]> {
  const store = await engine.views('tallies');
  const cursors = await store.cursors(name, engine.events.partitions);
  const parked = new Set(
    (await store.parked(name)).map(({ partition, position }) => placeOf(partition, position)),
  );
  const consumed = log
    .map(({ event }) => event)
    .filter(
      ({ partition, position }) =>
        position <= (cursors[partition] ?? 0) && !parked.has(placeOf(partition, position)),
    );
  const spoiled = poison.on;
  poison.on = false; // Whether a fold coped with an event is told by what is parked.
  const expected = new Map([...rowsAfter(view, consumed)].map(([key, row]) => [key, JSON.stringify(row)]));
  poison.on = spoiled;
  const leaving = new Set(
    log
      .map(({ event }) => event)
      .filter(
        ({ type, partition, position }) =>
          type === 'OwnerForgotten' && !host.erasures?.has(partition, position),
      )
      .map(({ data }) => (data as { owner: string }).owner),
  );
  // While a person is being erased their rows are on the way from the one fold to the other.
  const settled = (row: string): string => {
    const fields = JSON.parse(row) as { owner?: string };
    return leaving.has(fields.owner ?? '') ? JSON.stringify({ ...fields, note: '' }) : row;
  };
  const found = new Map((await store.scan(table, '', 1000)).map(({ key, row }) => [key, settled(row)]));
  for (const [key, row] of expected) expected.set(key, settled(row));
  return [...new Set([...expected.keys(), ...found.keys()])]
    .filter((key) => expected.get(key) !== found.get(key))
    .map(
      (key) =>
        `VW3: ${name} at ${cursors.join()}: ${key} is ${found.get(key) ?? 'missing'}; its events make ${expected.get(key) ?? 'nothing'}`,
    );
}
