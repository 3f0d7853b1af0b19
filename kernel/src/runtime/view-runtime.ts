import type { Awaitable } from '../look.ts';
import { Fault } from '../fault.ts';
import type { ViewType } from '../view.ts';
import { abreast } from './abreast.ts';
import { compareBuilds } from './compare-builds.ts';
import type { Consumer } from './consumer.ts';
import { orStop } from './or-stop.ts';
import { rowReader, type RowReader, type RowSource } from './row-reader.ts';
import { standInRows } from './stand-in.ts';
import { differences, type Differences } from './differences.ts';
import { consumerName, tableOf, viewBuild, type BuildDeps, type ViewBuild } from './view-build.ts';
import { verifyBuild, type Verified } from './verify-build.ts';
import { within } from './within.ts';
import { registryOf, type BuildNumber, type Registry } from './view-registry.ts';

/** building → catching-up → verifying → live → retired (VW8). */
export type RebuildState = 'building' | 'catching-up' | 'verifying' | 'live' | 'retired' | 'failed';

export interface RebuildProgress {
  readonly view: string;
  readonly build: number;
  readonly state: RebuildState;
  readonly done: number;
  readonly total: number;
  /** Events per second since it began. */
  readonly rate: number;
  /** Seconds until it has caught up at this rate; `null` while unknown. */
  readonly leftS: number | null;
  /** What verification found, when it found something. */
  readonly finding?: string;
}

/** A view at run time: the build that is read, and at most one more (being built, or the one before). */
export interface ViewRuntime {
  readonly view: ViewType;
  readonly reader: RowReader;
  live(): ViewBuild;
  /** False while the live build is filled for the first time; then it is not read (VW15). */
  isFilled(): boolean;
  /** Resolves when it is filled. */
  readonly filled: Promise<void>;
  /** The build of an earlier version that is read until then. */
  standIn(): BuildNumber | undefined;
  /** How far what is read has come. */
  shown(): Pick<Consumer, 'has' | 'reached'>;
  builds(): readonly ViewBuild[];
  /** The rebuild under way. */
  rebuilding(): RebuildProgress | undefined;
  /** Builds beside the live one under live writes, verifies, switches. Ends when the new build is live. */
  rebuild(progress?: (progress: RebuildProgress) => void): Promise<RebuildProgress>;
  /** Builds it once more from nothing, compares byte for byte under live writes, and throws that away (VW17). */
  verify(progress?: (progress: RebuildProgress) => void): Promise<Verified>;
  /** Back to the build before the last rebuild, which was kept up to date. */
  rollBack(): Promise<void>;
  /** Drops the build before; the last rebuild can no longer be rolled back. */
  retire(): Promise<void>;
  rows(): Awaitable<number>;
  /** ER3: no build holds fields of this person any more. */
  erase(person: string): Promise<void>;
  stop(): Promise<void>;
}

export async function viewRuntime(deps: BuildDeps, view: ViewType): Promise<ViewRuntime> {
  const document = `builds:${view.name}`;
  let registry = registryOf(await deps.store.document(document), view);
  if (registry.filling && sum(await deps.events.heads()) === 0) registry = filled(registry);
  let saving: Promise<unknown> = Promise.resolve();
  await dropUnwanted();
  const paused = { paused: deps.isPaused(view.name) };
  let live = await viewBuild(deps, view, registry.live, paused);
  const started = orStop(() => live.stop());
  let previous =
    registry.previous === null ? undefined : await started(viewBuild(deps, view, registry.previous, paused));
  let standIn = registry.standIn && (await started(standInRows(deps, view, registry.standIn)));
  let rebuilding: ViewBuild | undefined;
  let latest: RebuildProgress | undefined;
  let busy = false;
  /** Who is erased while a build is being opened, which is in no list yet. */
  let erasedMeanwhile: string[] | undefined;

  /** One change of the registry after the other. */
  function update(change: (now: Registry) => Registry): Promise<void> {
    const own = afterAll(saving, async () => {
      const next = change(registry);
      await deps.store.putDocument(document, JSON.stringify(next));
      registry = next;
    });
    saving = own;
    return own;
  }

  const unwantedToo = (now: Registry, number: number): readonly BuildNumber[] => [
    ...now.unwanted,
    { version: view.version, number },
  ];

  /** Nothing is dropped that the registry might still name: a half-dropped build would be opened as a whole one. */
  async function dropUnwanted(): Promise<void> {
    await update((now) => now);
    for (const one of registry.unwanted) {
      const table = tableOf({ ...view, version: one.version }, one.number);
      await deps.store.drop(table);
      await deps.store.resetCursors(consumerName({ ...view, version: one.version }, one.number));
      deps.cache.clear(`${deps.service}/${table.id}`);
      await update((now) => ({ ...now, unwanted: now.unwanted.filter((other) => other !== one) }));
    }
  }

  /** One change of builds at a time. */
  async function alone<T>(work: () => Promise<T>): Promise<T> {
    if (busy) throw new Fault('contention', `The builds of ${view.name} are being changed already.`);
    busy = true;
    try {
      return await work();
    } finally {
      busy = false;
    }
  }

  async function retire(): Promise<void> {
    const old = previous;
    if (old) {
      await update((now) => ({ ...now, previous: null, unwanted: unwantedToo(now, old.number) }));
      previous = undefined;
      await old.stop();
    }
    await dropUnwanted();
  }

  /** One write: from here on the other build is read (VW9). */
  async function switchTo(next: ViewBuild): Promise<void> {
    await update((now) => {
      const unwanted = now.unwanted.filter(({ number }) => number !== next.number);
      return { ...now, live: next.number, previous: live.number, unwanted };
    });
    if (deps.isPaused(view.name)) next.consumer.pause();
    [live, previous] = [next, live];
  }

  const beside = <T>(other: ViewBuild, work: (same: boolean) => Promise<T>): Promise<T> =>
    abreast(deps.clock, live, other, work);

  async function progressOf(
    build: ViewBuild,
    began: number,
    state: RebuildState,
    finding?: string,
  ): Promise<RebuildProgress> {
    const total = sum(await deps.events.heads());
    const done = sum(build.consumer.cursors());
    const rate = done / Math.max(0.001, (deps.clock.steady() - began) / 1000);
    const leftS = state === 'live' ? 0 : rate > 0 ? Math.round((total - done) / rate) : null;
    latest = {
      view: view.name,
      build: build.number,
      state,
      done,
      total,
      rate: Math.round(rate),
      leftS,
      ...(finding && { finding }),
    };
    return latest;
  }

  /** VW15: until it has read the log to its end once, a build is not shown; what stood in for it goes then. */
  async function fill(): Promise<void> {
    const began = deps.clock.steady();
    for (;;)
      try {
        await reach(live, await deps.events.heads(), () => progressOf(live, began, 'building'));
        await update(filled);
        break;
      } catch (error) {
        if (live.consumer.state() === 'stopped') return;
        deps.notices.failing(view.name, error);
        await deps.clock.wait(1000);
      }
    latest = undefined;
    standIn = undefined;
    whenFilled.resolve();
    // Where this fails, the next start does it.
    await dropUnwanted().catch((error: unknown) => deps.notices.failing(view.name, error));
  }

  /** A build beside the live one, for `work`. What that does not make the live one is dropped again. */
  async function scratch<T>(work: (build: ViewBuild, began: number) => Promise<T>): Promise<T> {
    const number = registry.next;
    await update((now) => ({ ...now, next: number + 1, unwanted: unwantedToo(now, number) }));
    const began = deps.clock.steady();
    const missed: string[] = (erasedMeanwhile = []);
    let build: ViewBuild;
    try {
      build = rebuilding = await viewBuild(deps, view, number);
    } finally {
      erasedMeanwhile = undefined;
    }
    try {
      for (const person of missed) await build.erase(person);
      return await work(build, began);
    } finally {
      rebuilding = undefined;
      latest = undefined;
      // Where the process stops the next start drops it.
      if (live !== build && build.consumer.state() !== 'stopped') {
        await build.stop();
        await dropUnwanted();
      }
    }
  }

  async function rebuild(progress: (progress: RebuildProgress) => void = () => {}): Promise<RebuildProgress> {
    await retire();
    return scratch(async (build, began) => {
      const report = async (state: RebuildState, finding?: string): Promise<RebuildProgress> => {
        const last = await progressOf(build, began, state, finding);
        progress(last);
        return last;
      };
      await reach(build, await deps.events.heads(), () => report('building'));
      await report('catching-up');
      await beside(build, async () => undefined);
      await report('verifying');
      const finding = await compareBuilds(deps.store, live, build, differencesTo(build));
      // Switching there never takes a reader back (VW6).
      await beside(build, () => switchTo(build));
      return report('live', finding);
    });
  }

  async function verify(progress: (progress: RebuildProgress) => void = () => {}): Promise<Verified> {
    return scratch(async (build, began) => {
      const report = async (state: RebuildState): Promise<void> =>
        progress(await progressOf(build, began, state));
      await reach(build, await deps.events.heads(), () => report('building'));
      await report('verifying');
      const { store } = deps;
      const tables = { live: live.table, fresh: build.table };
      return verifyBuild({ view, store, ...tables, differences: differencesTo(build) });
    });
  }

  const differencesTo =
    (build: ViewBuild): Differences =>
    (read) =>
      differences({ erasing: deps.erasing, live, next: build }, (work) => beside(build, work), read);

  /** Waits until a build has read up to the positions; ends with a fault when the process stops. */
  async function reach(
    build: ViewBuild,
    target: readonly number[],
    tick = async (): Promise<unknown> => undefined,
  ): Promise<void> {
    for (const [partition, position] of target.entries())
      while (!(await build.consumer.reached(partition, position, 250))) {
        if (build.consumer.state() === 'stopped')
          throw new Fault('closed', `${view.name} was stopped while it was being rebuilt.`);
        await tick();
      }
  }

  const whenFilled = Promise.withResolvers<void>();
  if (registry.filling) alone(fill).catch(() => undefined);
  else whenFilled.resolve();

  function source(): RowSource {
    if (!registry.filling) return live;
    if (standIn) return standIn;
    throw new Fault('not-yet-visible', `${view.name} is being built and cannot be read yet.`);
  }

  return {
    view,
    reader: rowReader(deps.store, deps.cache, source),
    live: () => live,
    isFilled: () => registry.filling === undefined,
    standIn: () => standIn?.build,
    filled: whenFilled.promise,
    shown() {
      if (!registry.filling) return live.consumer;
      const has = (partition: number, position: number): boolean =>
        (standIn?.cursors[partition] ?? -1) >= position;
      return {
        has,
        reached: (partition, position, timeoutMs) =>
          has(partition, position)
            ? Promise.resolve(true)
            : within(whenFilled.promise, deps.clock, timeoutMs),
      };
    },
    rebuilding: () => latest,
    builds: () => [live, previous, rebuilding].filter((build) => build !== undefined),
    rebuild: (progress) => alone(() => rebuild(progress)),
    verify: (progress) => alone(() => verify(progress)),
    retire: () => alone(retire),
    rollBack: () =>
      alone(async () => {
        const back = previous;
        if (!back)
          throw new Fault('internal', `${view.name} has no earlier build to go back to.`, {
            retryable: false,
          });
        await beside(back, () => switchTo(back));
      }),
    rows: () => deps.store.count(live.table),
    async erase(person) {
      if (registry.standIn) {
        // What an earlier version kept of a person only that version could tell.
        standIn = undefined;
        await update(withoutStandIn);
        await dropUnwanted();
      }
      if (view.personal === 'none') return;
      erasedMeanwhile?.push(person);
      for (const build of [live, previous, rebuilding])
        await build?.erase(person).catch((error: unknown) => {
          // A build that is dropped meanwhile takes its rows along.
          if ([live, previous, rebuilding].includes(build)) throw error;
        });
    },
    async stop() {
      await Promise.all([live, previous, rebuilding].map((build) => build?.stop()));
    },
  };
}

async function afterAll(before: Promise<unknown>, work: () => Promise<void>): Promise<void> {
  await before.catch(() => undefined); // Told to whoever asked for it.
  await work();
}

function withoutStandIn(registry: Registry): Registry {
  const { standIn, ...now } = registry;
  if (!standIn) return now;
  const { version, number } = standIn;
  return { ...now, unwanted: [...now.unwanted, { version, number }] };
}

/** Nothing else is read any more than what is live. */
function filled(registry: Registry): Registry {
  const { filling: _, ...now } = withoutStandIn(registry);
  return now;
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, n) => total + n, 0);
