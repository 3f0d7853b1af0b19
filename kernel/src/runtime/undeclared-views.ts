import type { Cache, ViewStore } from '../ports/index.ts';
import type { ViewType } from '../view.ts';
import { dropBuild } from './drop-builds.ts';
import { everyBuildOf, registryDocument, type Registry } from './view-registry.ts';

/** The names of all views that were ever opened here and not dropped since. */
const namesDocument = 'views';

/** VW41: drops the rows of views that are declared no more. Nobody would keep them up to date, nor erase anyone in them. */
export async function dropUndeclared(
  store: ViewStore,
  cache: Cache,
  service: string,
  views: readonly ViewType[],
): Promise<void> {
  const declared = views.map(({ name }) => name);
  const known = JSON.parse((await store.document(namesDocument)) ?? '[]') as readonly string[];
  const keep = (names: readonly string[]): Promise<void> =>
    store.putDocument(namesDocument, JSON.stringify(names));
  const gone = known.filter((name) => !declared.includes(name));
  // Kept before anything of them is made, and until all of the others is dropped.
  if (declared.some((name) => !known.includes(name))) await keep([...gone, ...declared]);
  if (gone.length === 0) return;
  for (const name of gone) {
    const text = await store.document(registryDocument(name));
    for (const one of text === undefined ? [] : everyBuildOf(JSON.parse(text) as Registry))
      await dropBuild({ store, cache, service }, { name, indexes: {}, search: () => null }, one);
    await store.putDocument(registryDocument(name), undefined);
  }
  await keep(declared);
}
