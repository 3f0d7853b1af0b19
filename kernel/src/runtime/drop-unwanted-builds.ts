import type { ViewType } from '../view.ts';
import type { SharedDocument } from './shared-document.ts';
import { consumerName, tableOf, type BuildDeps } from './view-build.ts';
import { same, type BuildNumber, type Registry } from './view-registry.ts';

/** Nothing is dropped that the registry might still name: a half-dropped build would be opened as a whole one. */
export async function dropUnwantedBuilds(
  deps: Pick<BuildDeps, 'store' | 'cache' | 'service'>,
  view: ViewType,
  registry: SharedDocument<Registry>,
  which: (one: BuildNumber) => boolean,
): Promise<void> {
  for (const one of registry.now().unwanted.filter(which)) {
    const built = { ...view, version: one.version };
    const table = tableOf(built, one.number);
    await deps.store.drop(table);
    await deps.store.resetCursors(consumerName(built, one.number));
    deps.cache.clear(`${deps.service}/${table.id}`);
    await registry.update((now) => ({
      ...now,
      unwanted: now.unwanted.filter((other) => !same(other, one)),
    }));
  }
}
