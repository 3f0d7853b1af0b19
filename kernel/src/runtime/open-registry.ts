import { Fault } from '../fault.ts';
import type { ViewType } from '../view.ts';
import { sharedDocument } from './shared-document.ts';
import { consumerName, workOf, type BuildDeps } from './view-build.ts';
import { filled, registryDocument, registryOf, type Registry } from './view-registry.ts';

/** Longer than a process takes from its start to its first work, and than one that is gone is taken to be there. */
const leftAfterMs = 15_000;

type Deps = Pick<BuildDeps, 'store' | 'service' | 'clock' | 'ownership'>;

/** The builds of a view, as the store and every process on it know them. `isEmpty`: there is no event yet. */
export async function openRegistry(deps: Deps, view: ViewType, isEmpty: boolean) {
  let known: Registry | undefined;
  let overtakenBy: Registry | undefined;
  let leftSinceMs = Infinity;
  let isRetaking = false;
  const registry = await sharedDocument<Registry>(deps.store, registryDocument(view.name), {
    read(text) {
      const found = registryOf(text, view);
      const stored = text === undefined ? undefined : (JSON.parse(text) as Registry);
      // Once it runs, another version is another process's: while one runs it, it is not taken back from there.
      overtakenBy = known && !isRetaking && stored?.version !== view.version ? stored : undefined;
      if (overtakenBy)
        throw new Fault('contention', `${view.name} is kept in another version by another process.`, {
          retryable: false,
        });
      return (known = found.filling && isEmpty ? filled(found) : found);
    },
    write: (now) => JSON.stringify(now),
  });

  /** A process that runs the other version has work to do at its build. */
  const isThere = ({ version, live }: Registry): boolean =>
    deps.ownership?.isElsewhere(workOf(deps.service, consumerName({ ...view, version }, live))) ?? true;

  return {
    registry,
    /** A process with another version of the view has begun: what is there serves here until it is gone. */
    isOvertaken: () => overtakenBy !== undefined,
    /** Whether nobody has run that version for a while. To be asked now and then. */
    isLeft(): boolean {
      const nowMs = deps.clock.steady();
      leftSinceMs = !overtakenBy || isThere(overtakenBy) ? Infinity : Math.min(leftSinceMs, nowMs);
      return nowMs - leftSinceMs >= leftAfterMs;
    },
    /** Takes it back: as if this process had just been started. */
    async retake(): Promise<void> {
      isRetaking = true;
      try {
        await registry.refresh();
        await registry.update((now) => now);
      } finally {
        isRetaking = false;
        leftSinceMs = Infinity;
      }
    },
  };
}
