import type { ViewType } from '../view.ts';
import type { SharedDocument } from './shared-document.ts';
import { consumerName, tableOf, type BuildDeps } from './view-build.ts';
import { same, type BuildNumber, type Registry } from './view-registry.ts';

type Deps = Pick<BuildDeps, 'store' | 'cache' | 'service'>;

/** Its rows, its cursors, and what is remembered of them. */
export async function dropBuild(
  { store, cache, service }: Deps,
  view: Pick<ViewType, 'name' | 'indexes' | 'search'>,
  { version, number }: BuildNumber,
): Promise<void> {
  const built = { ...view, version };
  const table = tableOf(built, number);
  await store.drop(table);
  await store.resetCursors(consumerName(built, number));
  cache.clear(`${service}/${table.id}`);
}

/** Nothing is dropped that the registry might still name: a half-dropped build would be opened as a whole one. */
export async function dropUnwantedBuilds(
  deps: Deps,
  view: ViewType,
  registry: SharedDocument<Registry>,
  which: (one: BuildNumber) => boolean,
): Promise<void> {
  for (const one of registry.now().unwanted.filter(which)) {
    await dropBuild(deps, view, one);
    await registry.update((now) => ({
      ...now,
      unwanted: now.unwanted.filter((other) => !same(other, one)),
    }));
  }
}
