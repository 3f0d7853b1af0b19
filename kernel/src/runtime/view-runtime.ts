import type { Awaitable } from '../look.ts';
import { Fault } from '../fault.ts';
import type { ViewType } from '../view.ts';
import { abreast } from './abreast.ts';
import { buildsAlone, unlessChanged } from './builds-alone.ts';
import { compareBuilds } from './compare-builds.ts';
import type { Consumer } from './consumer-spec.ts';
import { dropUnwantedBuilds } from './drop-builds.ts';
import { openRegistry } from './open-registry.ts';
import { orStop } from './or-stop.ts';
import { rebuildProgress, type RebuildProgress, type RebuildState } from './rebuild-progress.ts';
import { rowReader, type RowReader, type RowSource } from './row-reader.ts';
import { scratchBuild } from './scratch-build.ts';
import { shownByStandIn, standInRows } from './stand-in.ts';
import { differences, type Differences } from './differences.ts';
import { consumerName, viewBuild, type BuildDeps, type ViewBuild } from './view-build.ts';
import { verifyBuild, type Verified } from './verify-build.ts';
import { reachPositions } from './reach-positions.ts';
import { begunAnew, filled, unwantedToo, withoutStandIn, type BuildNumber } from './view-registry.ts';

/** A view at run time: the build that is read, and at most one more (being built, or the one before). */
export interface ViewRuntime {
  readonly view: ViewType;
  readonly reader: RowReader;
  live(): ViewBuild;
  /** Whether it had been filled before this process began. */
  readonly beganFilled: boolean;
  /** False while the live build is filled for the first time; then it is not read (VW15). */
  isFilled(): boolean;
  /** Resolves when it is filled. */
  readonly filled: Promise<void>;
  /** The build of an earlier version that is read until then. */
  standIn(): BuildNumber | undefined;
  /** How far what is read has come. */
  shown(): Pick<Consumer, 'has' | 'position' | 'reached'>;
  builds(): readonly ViewBuild[];
  /** The rebuild under way. */
  rebuilding(): RebuildProgress | undefined;
  /** Builds beside the live one under live writes, verifies, switches. Ends when the new build is live. */
  rebuild(progress?: (progress: RebuildProgress) => void, signal?: AbortSignal): Promise<RebuildProgress>;
  /** Builds it once more from nothing, compares byte for byte under live writes, and throws that away (VW17). */
  verify(progress?: (progress: RebuildProgress) => void, signal?: AbortSignal): Promise<Verified>;
  /** VW18: looks whether another process has changed the builds. */
  follow(): Promise<void>;
  /** Where others share the store: drops what a process left behind that ended in the middle of its work. */
  tidy(): Promise<void>;
  /** Ends the rebuild or verification under way before it switches; false when none could still be ended. */
  cancelRebuild(): boolean;
  /** Back to the build before the last rebuild, which was kept up to date. */
  rollBack(): Promise<void>;
  /** Drops the build before; the last rebuild can no longer be rolled back. */
  retire(): Promise<void>;
  rows(): Awaitable<number>;
  /** ER3: no build holds fields of this person any more. */
  erase(person: string): Promise<void>;
  stop(): Promise<void>;
}

/** How often a process looks for what others have changed. */
export const followMs = 1000;

export async function viewRuntime(deps: BuildDeps, view: ViewType): Promise<ViewRuntime> {
  const { exclusive } = deps.store;
  const heads = await deps.events.heads();
  const { registry, isOvertaken, isLeft, retake } = await openRegistry(deps, view, sum(heads) === 0);
  // Kept before anything is made: what the registry does not name would never be dropped.
  await registry.update((now) => now);
  // Where others share the store, one of them may be building what is unwanted here; and the log is in the same database.
  if (exclusive) {
    const stands = await deps.store.cursors(consumerName(view, registry.now().live), heads.length);
    // VW40: it was another log.
    if (stands.some((at, partition) => at > (heads[partition] ?? 0))) await registry.update(begunAnew);
    await dropUnwanted();
  }
  const paused = { paused: deps.isPaused(view.name) };
  const first = registry.now();
  const beganFilled = first.filling === undefined;
  let live = await viewBuild(deps, view, first.live, paused);
  const started = orStop(() => live.stop());
  let previous =
    first.previous === null ? undefined : await started(viewBuild(deps, view, first.previous, paused));
  let standIn = first.standIn && (await started(standInRows(deps, view, first.standIn)));
  let latest: RebuildProgress | undefined;
  let busy = false;
  /** Where others share the store: a change of builds that waits for its turn, or has it. */
  let changes: 'to come' | 'under way' | undefined;
  let tidying: Promise<void> | undefined;

  const scratch = scratchBuild(deps, view, {
    registry,
    live: () => live,
    dropUnwanted,
  });

  function dropUnwanted(which: (one: BuildNumber) => boolean = () => true): Promise<void> {
    return dropUnwantedBuilds(deps, view, registry, which);
  }

  /** A change of builds that somebody asked for, in whichever process: of those that there are now. */
  const changing = <T>(work: () => Promise<T>): Promise<T> =>
    alone(() => (exclusive ? work() : shared(work)));

  async function shared<T>(work: () => Promise<T>): Promise<T> {
    changes = 'to come';
    try {
      await tidying;
      return await buildsAlone(
        deps,
        view,
        () => [live, previous],
        refreshed,
        async () => {
          changes = 'under way';
          await dropAbandoned();
          return work();
        },
      );
    } finally {
      changes = undefined;
    }
  }

  async function refreshed(): Promise<void> {
    await registry.refresh();
    await adopt();
  }

  /** One change of builds at a time in this process. */
  async function alone<T>(work: () => Promise<T>): Promise<T> {
    if (busy) throw new Fault('contention', `The builds of ${view.name} are being changed already.`);
    busy = true;
    try {
      return await work();
    } finally {
      busy = false;
    }
  }

  /** Nobody keeps them up to date, nor erases anyone in them. A process that changes builds has begun with that. */
  async function dropAbandoned(which: (one: BuildNumber) => boolean = () => true): Promise<void> {
    if (exclusive || isOvertaken() || registry.now().unwanted.length === 0) return;
    if (changes === 'under way') return dropUnmade(which);
    while (tidying) await tidying;
    if (changes !== undefined) return;
    tidying = unlessChanged(deps, view, async () => {
      await registry.refresh();
      await dropUnmade(which);
    }).finally(() => (tidying = undefined));
    await tidying;
  }

  const dropUnmade = (which: (one: BuildNumber) => boolean): Promise<void> =>
    dropUnwanted((one) => which(one) && !(one.version === view.version && scratch.isMaking(one.number)));

  async function retire(): Promise<void> {
    const old = previous;
    await registry.update((now) =>
      now.previous === null
        ? now
        : { ...now, previous: null, unwanted: unwantedToo(now, view, now.previous) },
    );
    previous = undefined;
    await old?.stop();
    // Others go on reading it until they have looked at the registry again.
    if (old && !exclusive) await deps.clock.wait(2 * followMs);
    await dropUnwanted();
  }

  /** One write: from here on the other build is read (VW9). */
  async function switchTo(next: ViewBuild): Promise<void> {
    await registry.update((now) => {
      if (now.live === next.number) return now;
      if (now.live !== live.number)
        throw new Fault('contention', `Another process has switched the builds of ${view.name}.`, {
          retryable: false,
        });
      const unwanted = now.unwanted.filter(({ number }) => number !== next.number);
      return { ...now, live: next.number, previous: live.number, unwanted };
    });
    if (deps.isPaused(view.name)) next.consumer.pause();
    [live, previous] = [next, live];
  }

  /** VW18: another process may have changed the builds: what it made is read here, too, what it dropped is not. */
  async function follow(): Promise<void> {
    await registry.refresh().catch((error: unknown) => {
      if (!isOvertaken()) throw error;
    });
    if (isOvertaken()) return takeBack();
    const { live: liveNow, previous: previousNow, filling, standIn: standInNow } = registry.now();
    if (!filling) whenFilled.resolve();
    const isSame = live.number === liveNow && (previous?.number ?? null) === previousNow;
    if (busy || (isSame && (!standIn || standInNow))) return;
    await alone(adopt);
  }

  /** VW18: the other version was started last, and nobody runs it any more. */
  async function takeBack(): Promise<void> {
    if (busy || !isLeft()) return;
    await alone(async () => {
      await retake();
      const { standIn: standInNow } = registry.now();
      standIn = standInNow && (await standInRows(deps, view, standInNow));
      await adopt();
    });
    if (registry.now().filling) alone(fill).catch(() => undefined);
  }

  async function followToRead(): Promise<void> {
    await follow();
    if (isOvertaken())
      throw new Fault('not-yet-visible', `${view.name} is kept in another version by another process.`);
  }

  async function adopt(): Promise<void> {
    const { live: liveNow, previous: previousNow, standIn: standInNow } = registry.now();
    const open = async (number: number): Promise<ViewBuild> =>
      [live, previous].find((build) => build?.number === number) ??
      viewBuild(deps, view, number, { paused: deps.isPaused(view.name) });
    const next = await open(liveNow);
    const before = previousNow === null ? undefined : await open(previousNow);
    const gone = [live, previous].filter((build) => build !== next && build !== before);
    [live, previous] = [next, before];
    if (!standInNow) standIn = undefined;
    await Promise.all(gone.map((build) => build?.stop()));
  }

  const beside = <T>(other: ViewBuild, work: (same: boolean) => Promise<T>): Promise<T> =>
    abreast(deps.clock, live, other, work);

  async function progressOf(
    build: ViewBuild,
    began: number,
    state: RebuildState,
    finding?: string,
  ): Promise<RebuildProgress> {
    return (latest = await rebuildProgress(deps, { view: view.name, build, began, state, finding }));
  }

  /** VW15: until it has read the log to its end once, a build is not shown; what stood in for it goes then. */
  async function fill(): Promise<void> {
    const began = deps.clock.steady();
    for (;;)
      try {
        await reach(live, await deps.events.heads(), () => progressOf(live, began, 'building'));
        await registry.update(filled);
        break;
      } catch (error) {
        if (live.consumer.state() === 'stopped') return;
        deps.notices.failing(view.name, error);
        await deps.clock.wait(1000);
      }
    latest = undefined;
    standIn = undefined;
    whenFilled.resolve();
    // Where this fails, the next start does it. What is of this version may be another process's rebuild.
    const mine = ({ version }: BuildNumber): boolean => exclusive || version !== view.version;
    await dropUnwanted(mine).catch((error: unknown) => deps.notices.failing(view.name, error));
  }

  async function rebuild(
    progress: (progress: RebuildProgress) => void = () => {},
    signal?: AbortSignal,
  ): Promise<RebuildProgress> {
    await retire();
    return scratch.during(async (build, began) => {
      const report = async (state: RebuildState, finding?: string): Promise<RebuildProgress> => {
        const last = await progressOf(build, began, state, finding);
        progress(last);
        return last;
      };
      await reach(build, await deps.events.heads(), () => {
        scratch.orCancelled();
        return report('building');
      });
      scratch.orCancelled();
      await report('catching-up');
      await beside(build, async () => undefined);
      await report('verifying');
      const finding = await compareBuilds(deps.store, live, build, differencesTo(build));
      await erasedHere();
      scratch.orCancelled();
      scratch.keep();
      // Switching there never takes a reader back (VW6).
      await beside(build, () => switchTo(build));
      return report('live', finding);
    }, signal);
  }

  const ended = (): void => void (latest = undefined);

  /** ER3: another process answers an erasure without knowing of what is built here: it is purged before it is read. */
  async function erasedHere(): Promise<void> {
    if (!exclusive && !(await deps.erased()))
      throw new Fault('contention', 'Someone is being erased. Rebuild again when that is done.');
  }

  async function verify(
    progress: (progress: RebuildProgress) => void = () => {},
    signal?: AbortSignal,
  ): Promise<Verified> {
    return scratch.during(async (build, began) => {
      const report = async (state: RebuildState): Promise<void> =>
        progress(await progressOf(build, began, state));
      await reach(build, await deps.events.heads(), () => {
        scratch.orCancelled();
        return report('building');
      });
      await report('verifying');
      const { store } = deps;
      const tables = { live: live.table, fresh: build.table };
      return verifyBuild({ view, store, ...tables, differences: differencesTo(build) });
    }, signal);
  }

  const differencesTo =
    (build: ViewBuild): Differences =>
    (read) => {
      scratch.orCancelled();
      return differences({ erasing: deps.erasing, live, next: build }, (work) => beside(build, work), read);
    };

  const reach = (build: ViewBuild, target: readonly number[], tick: () => Promise<unknown>): Promise<void> =>
    reachPositions(build.consumer, target, async () => {
      if (build.consumer.state() === 'stopped')
        throw new Fault('closed', `${view.name} was stopped while it was being rebuilt.`);
      if (!exclusive) await scratch.assertWanted(build.number);
      await tick();
    });

  const whenFilled = Promise.withResolvers<void>();
  if (registry.now().filling) alone(fill).catch(() => undefined);
  else whenFilled.resolve();

  function source(): RowSource {
    if (!registry.now().filling) return live;
    if (standIn) return standIn;
    throw new Fault('not-yet-visible', `${view.name} is being built and cannot be read yet.`);
  }

  return {
    view,
    reader: rowReader(deps.store, deps.cache, source, exclusive ? undefined : followToRead),
    live: () => live,
    isFilled: () => registry.now().filling === undefined,
    beganFilled,
    standIn: () => standIn?.build,
    filled: whenFilled.promise,
    shown: () =>
      registry.now().filling
        ? shownByStandIn(() => standIn?.cursors, whenFilled.promise, deps.clock)
        : live.consumer,
    rebuilding: () => latest,
    builds: () => [live, previous, scratch.now()].filter((build) => build !== undefined),
    rebuild: (progress, signal) => changing(() => rebuild(progress, signal).finally(ended)),
    verify: (progress, signal) => changing(() => verify(progress, signal).finally(ended)),
    follow,
    // An earlier version is read by who still runs it, until this one is filled.
    tidy: () => dropAbandoned(({ version }) => version === view.version || !registry.now().filling),
    cancelRebuild: scratch.cancel,
    retire: () => changing(retire),
    rollBack: () =>
      changing(async () => {
        const back = previous;
        if (!back)
          throw new Fault('internal', `${view.name} has no earlier build to go back to.`, {
            retryable: false,
          });
        await beside(back, () => switchTo(back));
      }),
    rows: () => deps.store.count(live.table),
    async erase(person) {
      if (!exclusive) await follow();
      if (registry.now().standIn) {
        // What an earlier version kept of a person only that version could tell.
        standIn = undefined;
        await registry.update(withoutStandIn);
        await dropUnwanted();
      }
      await dropAbandoned();
      if (view.personal === 'none') return;
      scratch.erasedMeanwhile(person);
      for (const build of [live, previous, scratch.now()])
        await build?.erase(person).catch((error: unknown) => {
          // A build that is dropped meanwhile takes its rows along.
          if ([live, previous, scratch.now()].includes(build)) throw error;
        });
    },
    async stop() {
      await Promise.all([live, previous, scratch.now()].map((build) => build?.stop()));
    },
  };
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, n) => total + n, 0);
