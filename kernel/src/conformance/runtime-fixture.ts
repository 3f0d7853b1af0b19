import { deepStrictEqual } from 'node:assert/strict';
import type { Clock } from '../clock.ts';
import type { Engine } from '../ports/index.ts';
import type { Recorded } from '../event.ts';
import { streamName } from '../stream.ts';
import { rowsAfter } from '../testing/fold-view.ts';
import { world, type World } from '../testing/world.ts';
import type { HostOptions } from '../runtime/index.ts';
import type { Service } from '../service.ts';
import type { CommandType } from '../command.ts';
import type { ViewType } from '../view.ts';
import { add, openTally, tallies } from './sample.ts';

export interface EngineFixture {
  readonly engine: Engine;
  /** Closes the engine and opens the same storage again. */
  reopen(): Promise<Engine>;
  /** Another process's engine on the same storage; absent where one process has it alone. */
  beside?(): Promise<Engine>;
  dispose(): Promise<void>;
}

export type MakeEngine = (options: { partitions: number; clock?: Clock }) => Promise<EngineFixture>;

/** Runs `work` in a world of tallies on a fresh engine. */
export async function inWorld(
  make: MakeEngine,
  partitions: number,
  work: (world: World, fixture: EngineFixture) => Promise<void>,
  options: Partial<HostOptions> = {},
): Promise<void> {
  const fixture = await make({ partitions });
  const inside = await world([tallies], fixture.engine, options);
  try {
    await work(inside, fixture);
  } finally {
    await inside.host.stop();
    await fixture.dispose();
  }
}

/** Opens some tallies and adds to them; ids `t0`, `t1` … spread over the partitions. */
export async function fill(
  inside: World,
  tallyCount: number,
  additions: number,
  amount = (i: number): number => (i % 7) + 1,
): Promise<void> {
  const people = ['ana', 'ben', 'cleo'];
  for (let i = 0; i < tallyCount; i++)
    await run(inside, openTally, { tally: `t${i}`, name: `name${i}`, note: `note ${i}` }, 'ana');
  const adds = Array.from({ length: additions }, (_, i) =>
    run(inside, add, { tally: `t${i % tallyCount}`, amount: amount(i) }, people[i % 3] as string),
  );
  await Promise.all(adds);
}

export const run = (inside: World, command: CommandType, input: object, actor: string, commandId?: string) =>
  inside.host.execute(tallies, command, input, {
    actor,
    session: null,
    roles: [],
    ...(commandId && { commandId }),
  });

/** Every event of the log, partition by partition. */
async function wholeLog(inside: World): Promise<Recorded[]> {
  const { events } = inside.host.engine;
  const all: Recorded[] = [];
  for (let partition = 0; partition < events.partitions; partition++) {
    for (let after = 0; ;) {
      const slice = await events.readPartition(partition, after, 1000);
      for (const stored of slice.events) all.push(await inside.host.decode(stored));
      if (slice.position === after) break;
      after = slice.position;
    }
  }
  return all;
}

/** VW3: the rows in the store are the fold of the log. */
export async function assertFold(inside: World, view: ViewType): Promise<void> {
  const runtime = inside.host.runtimes.get('tallies');
  const build = runtime?.views.get(view.name)?.live();
  const expected = rowsAfter(view, await wholeLog(inside));
  const stored = build && runtime ? await runtime.store.scan(build.table, '', 10_000) : [];
  const keys = [...expected.keys()].toSorted();
  deepStrictEqual(
    stored.map(({ key }) => key),
    keys,
  );
  deepStrictEqual(
    stored.map(({ row }) => row),
    keys.map((key) => JSON.stringify(expected.get(key))),
  );
}

export const tallyStream = (id: string): string => streamName({ name: 'tally' }, id);

/** A world, its end, and another world on the same storage. */
export async function acrossRestart(
  make: MakeEngine,
  partitions: number,
  before: (world: World) => Promise<void>,
  after: (world: World) => Promise<void>,
  services: readonly Service[] = [tallies],
): Promise<void> {
  const fixture = await make({ partitions });
  try {
    const first = await world([tallies], fixture.engine);
    await before(first).finally(async () => first.host.stop());
    const second = await world(services, await fixture.reopen());
    await after(second).finally(async () => second.host.stop());
  } finally {
    await fixture.dispose();
  }
}

const looksMax = 10_000;

/** Who is following by itself at that moment goes on with that, and does not begin anew when it is asked to. */
export async function followed(all: readonly World[], isSo: () => boolean): Promise<void> {
  for (let looks = 0; looks < looksMax; looks++) {
    for (const each of all) await each.host.runtimes.get('tallies')?.follow();
    if (isSo()) return;
    for (const each of all) await each.clock.turn();
  }
  throw new Error(`After ${looksMax} looks other builds are read than those that were made.`);
}
