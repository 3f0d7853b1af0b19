import { Fault } from '../fault.ts';
import type { ViewType } from '../view.ts';
import type { SharedDocument } from './shared-document.ts';
import { viewBuild, type BuildDeps, type ViewBuild } from './view-build.ts';
import { same, unwantedToo, type Registry } from './view-registry.ts';

interface Beside {
  readonly registry: SharedDocument<Registry>;
  live(): ViewBuild;
  dropUnwanted(): Promise<void>;
}

/** A build beside the live one, as long as it is being worked on: at most one at a time in a process. */
export interface ScratchBuild {
  now(): ViewBuild | undefined;
  /** Whether it is the one that is being worked on here, or opened. */
  isMaking(number: number): boolean;
  /** Makes one for `work`. What that does not make the live one is dropped again. `signal` gives it up, too. */
  during<T>(work: (build: ViewBuild, began: number) => Promise<T>, signal?: AbortSignal): Promise<T>;
  /** Gives up what is under way; false when nothing could still be given up. */
  cancel(): boolean;
  /** Throws when it was given up. */
  orCancelled(): void;
  /** It can be given up no more. */
  keep(): void;
  /** Throws when another process has dropped it: who begins a rebuild drops what others have begun. */
  assertWanted(number: number): Promise<void>;
  /** Of a person who is erased while the build is being opened, when it is in no list yet. */
  erasedMeanwhile(person: string): void;
}

export function scratchBuild(
  deps: BuildDeps,
  view: ViewType,
  { registry, live, dropUnwanted }: Beside,
): ScratchBuild {
  let now: ViewBuild | undefined;
  let making: number | undefined;
  let missed: string[] | undefined;
  let cancelling: AbortController | undefined;
  let givenUp: AbortSignal | undefined;

  const during: ScratchBuild['during'] = (work, signal) =>
    made(work, signal).finally(() => (making = undefined));

  async function made<T>(
    work: (build: ViewBuild, began: number) => Promise<T>,
    signal?: AbortSignal,
  ): Promise<T> {
    let number = 0;
    await registry.update((known) => {
      number = making = known.next;
      return { ...known, next: number + 1, unwanted: unwantedToo(known, view, number) };
    });
    const began = deps.clock.steady();
    const erased: string[] = (missed = []);
    let build: ViewBuild;
    try {
      build = now = await unlessDropped(number, () => viewBuild(deps, view, number));
    } finally {
      missed = undefined;
    }
    cancelling = new AbortController();
    givenUp = AbortSignal.any([cancelling.signal, ...(signal ? [signal] : [])]);
    try {
      return await unlessDropped(number, async () => {
        for (const person of erased) await build.erase(person);
        return work(build, began);
      });
    } finally {
      now = undefined;
      cancelling = givenUp = undefined;
      // Where the process stops the next start drops it.
      if (live() !== build && build.consumer.state() !== 'stopped') {
        await build.stop();
        await dropUnwanted();
      }
    }
  }

  async function assertWanted(number: number): Promise<void> {
    await registry.refresh();
    const { live: liveNow, unwanted } = registry.now();
    const isKept = unwanted.some((one) => same(one, { version: view.version, number }));
    // One that took its turn for ended may have switched: what this build is compared with is dropped, too.
    if (number !== liveNow && (!isKept || liveNow !== live().number))
      throw new Fault('contention', `Another process has begun to change the builds of ${view.name}.`, {
        retryable: false,
      });
  }

  /** Whatever fails as the build was dropped by another process, that is why. */
  async function unlessDropped<T>(number: number, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      const isOurs = deps.store.exclusive || !(error instanceof Fault) || error.code !== 'internal';
      if (!isOurs) await assertWanted(number);
      throw error;
    }
  }

  return {
    now: () => now,
    isMaking: (number) => number === making,
    during,
    cancel() {
      cancelling?.abort();
      return cancelling !== undefined;
    },
    orCancelled() {
      if (givenUp?.aborted)
        throw new Fault(
          'closed',
          `The build beside ${view.name} was cancelled; readers stay on build ${live().number}.`,
        );
    },
    keep: () => void (cancelling = givenUp = undefined),
    assertWanted,
    erasedMeanwhile: (person) => void missed?.push(person),
  };
}
