import type { ViewType } from '../view.ts';
import { workOf, type BuildDeps, type ViewBuild } from './view-build.ts';

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
  const lock = `builds of ${service}/${view.name}`;
  const share = ownership.share(lock, { changed() {}, quiet: async () => undefined });
  const releases: (() => void)[] = [];
  try {
    releases.push(await ownership.need(lock));
    await refresh();
    for (const build of builds())
      if (build) releases.push(await ownership.need(workOf(service, build.consumer.name)));
    return await work();
  } finally {
    for (const release of releases) release();
    share.close();
  }
}
