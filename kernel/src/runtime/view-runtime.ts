import type { Awaitable } from '../look.ts';
import { Fault } from '../fault.ts';
import type { ViewType } from '../view.ts';
import { abreast } from './abreast.ts';
import { compareBuilds } from './compare-builds.ts';
import { consumerName, tableOf, viewBuild, type BuildDeps, type ViewBuild } from './view-build.ts';
import { rowReader, type RowReader } from './row-reader.ts';

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
  builds(): readonly ViewBuild[];
  /** The rebuild under way. */
  rebuilding(): RebuildProgress | undefined;
  /** Builds beside the live one under live writes, verifies, switches. Ends when the new build is live. */
  rebuild(progress?: (progress: RebuildProgress) => void): Promise<RebuildProgress>;
  /** Back to the build before the last rebuild, which was kept up to date. */
  rollBack(): Promise<void>;
  /** Drops the build before; the last rebuild can no longer be rolled back. */
  retire(): Promise<void>;
  rows(): Awaitable<number>;
  /** ER3: no build holds fields of this person any more. */
  erase(person: string): Promise<void>;
  stop(): Promise<void>;
}

interface Registry {
  readonly version: number;
  readonly live: number;
  readonly previous: number | null;
  readonly next: number;
  /** To be dropped: what is being built until it is live, and what is no longer wanted. */
  readonly unwanted: readonly BuildNumber[];
}

interface BuildNumber {
  readonly version: number;
  readonly number: number;
}

export async function viewRuntime(deps: BuildDeps, view: ViewType): Promise<ViewRuntime> {
  const document = `builds:${view.name}`;
  const stored = await deps.store.document(document);
  let registry: Registry = stored
    ? (JSON.parse(stored) as Registry)
    : { version: view.version, live: 1, previous: null, next: 2, unwanted: [] };
  if (registry.version !== view.version) {
    // Rows of an older declaration cannot be kept up to date by today's fold: they go, the new ones fill from position 0.
    const { version, live: old, previous: older, next, unwanted } = registry;
    const gone = [old, older].flatMap((number) => (number === null ? [] : [{ version, number }]));
    registry = {
      version: view.version,
      live: next,
      previous: null,
      next: next + 1,
      unwanted: [...unwanted, ...gone],
    };
  }
  await dropUnwanted();
  const paused = { paused: deps.isPaused(view.name) };
  let live = await viewBuild(deps, view, registry.live, paused);
  let previous =
    registry.previous === null ? undefined : await viewBuild(deps, view, registry.previous, paused);
  let rebuilding: ViewBuild | undefined;
  let latest: RebuildProgress | undefined;
  let busy = false;
  /** Who is erased while a build is being opened, which is in no list yet. */
  let erasedMeanwhile: string[] | undefined;

  async function save(next: Registry): Promise<void> {
    await deps.store.putDocument(document, JSON.stringify(next));
    registry = next;
  }

  const unwantedToo = (number: number): readonly BuildNumber[] => [
    ...registry.unwanted,
    { version: view.version, number },
  ];

  /** Nothing is dropped that the registry might still name: a half-dropped build would be opened as a whole one. */
  async function dropUnwanted(): Promise<void> {
    await save(registry);
    for (const one of registry.unwanted) {
      const table = tableOf({ ...view, version: one.version }, one.number);
      await deps.store.drop(table);
      await deps.store.resetCursors(consumerName({ ...view, version: one.version }, one.number));
      deps.cache.clear(`${deps.service}/${table.id}`);
      await save({ ...registry, unwanted: registry.unwanted.filter((other) => other !== one) });
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
      await save({ ...registry, previous: null, unwanted: unwantedToo(old.number) });
      previous = undefined;
      await old.stop();
    }
    await dropUnwanted();
  }

  /** One write: from here on the other build is read (VW9). */
  async function switchTo(next: ViewBuild): Promise<void> {
    const unwanted = registry.unwanted.filter(({ number }) => number !== next.number);
    await save({ ...registry, live: next.number, previous: live.number, unwanted });
    if (deps.isPaused(view.name)) next.consumer.pause();
    [live, previous] = [next, live];
  }

  const beside = <T>(other: ViewBuild, work: (same: boolean) => Promise<T>): Promise<T> =>
    abreast(deps.clock, live, other, work);

  async function rebuild(progress: (progress: RebuildProgress) => void = () => {}): Promise<RebuildProgress> {
    await retire();
    const number = registry.next;
    await save({ ...registry, next: number + 1, unwanted: unwantedToo(number) });
    const began = deps.clock.steady();
    const missed: string[] = (erasedMeanwhile = []);
    let build: ViewBuild;
    try {
      build = rebuilding = await viewBuild(deps, view, number);
    } finally {
      erasedMeanwhile = undefined;
    }
    let last: RebuildProgress;
    const report = async (state: RebuildState, finding?: string): Promise<RebuildProgress> => {
      const total = sum(await deps.events.heads());
      const done = sum(build.consumer.cursors());
      const rate = done / Math.max(0.001, (deps.clock.steady() - began) / 1000);
      const leftS = state === 'live' ? 0 : rate > 0 ? Math.round((total - done) / rate) : null;
      last = {
        view: view.name,
        build: number,
        state,
        done,
        total,
        rate: Math.round(rate),
        leftS,
        ...(finding && { finding }),
      };
      latest = last;
      progress(last);
      return last;
    };
    try {
      for (const person of missed) await build.erase(person);
      const target = await deps.events.heads();
      await reach(build, target, () => report('building'));
      await report('catching-up');
      await beside(build, async () => undefined);
      await report('verifying');
      const finding = await compareBuilds(deps, live, build, (work) => beside(build, work));
      // Switching there never takes a reader back (VW6).
      await beside(build, () => switchTo(build));
      return await report('live', finding);
    } catch (error) {
      // It is live and only could not say so; or the process stops, and the next start drops it.
      if (live === build || build.consumer.state() === 'stopped') throw error;
      rebuilding = undefined;
      await build.stop();
      await dropUnwanted();
      throw error;
    } finally {
      rebuilding = undefined;
      latest = undefined;
    }
  }

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

  return {
    view,
    reader: rowReader(deps.store, deps.cache, () => live),
    live: () => live,
    rebuilding: () => latest,
    builds: () => [live, previous, rebuilding].filter((build) => build !== undefined),
    rebuild: (progress) => alone(() => rebuild(progress)),
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

const sum = (numbers: readonly number[]): number => numbers.reduce((total, n) => total + n, 0);
