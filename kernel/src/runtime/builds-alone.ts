import type { ViewType } from '../view.ts';
import type { Ownership } from './ownership.ts';
import { workOf, type BuildDeps, type ViewBuild } from './view-build.ts';

const lockOf = (service: string, view: ViewType): string => `builds of ${service}/${view.name}`;

/** One process at a time; work of this process alone, too, comes one after the other. */
async function locked<T>(
  { ownership, service }: Pick<BuildDeps, 'service'> & { readonly ownership: Ownership },
  view: ViewType,
  work: () => Promise<T>,
): Promise<T> {
  const share = ownership.share(lockOf(service, view), { changed() {}, quiet: async () => undefined });
  let release: (() => void) | undefined;
  try {
    release = await ownership.need(lockOf(service, view));
    return await work();
  } finally {
    release?.();
    share.close();
  }
}

/** What is left of builds is only to be judged while no process changes them: where one does, nothing is done here. */
export async function unlessChanged(
  { ownership, service }: Pick<BuildDeps, 'ownership' | 'service'>,
  view: ViewType,
  work: () => Promise<void>,
): Promise<void> {
  if (ownership && !ownership.isElsewhere(lockOf(service, view)))
    await locked({ ownership, service }, view, work);
}

/**
 * OW11: the builds of a view are changed by one process at a time, which owns all of them meanwhile: only an owner can
 * make a build stand still. Before, it hears what others have changed.
 */
export async function buildsAlone<T>(
  { ownership, service }: Pick<BuildDeps, 'ownership' | 'service'>,
  view: ViewType,
  builds: () => readonly (ViewBuild | undefined)[],
  refresh: () => Promise<void>,
  work: () => Promise<T>,
): Promise<T> {
  if (!ownership) {
    await refresh();
    return work();
  }
  return locked({ ownership, service }, view, async () => {
    const releases: (() => void)[] = [];
    try {
      await refresh();
      for (const build of builds())
        if (build) releases.push(await ownership.need(workOf(service, build.consumer.name)));
      return await work();
    } finally {
      for (const release of releases) release();
    }
  });
}
