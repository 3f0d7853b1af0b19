import { Fault } from '@touchline/kernel';
import type { Engine, ViewStore } from '@touchline/kernel/ports';

/** An engine whose view stores refuse a commit now and then, as on a disk that fills up and is emptied again. */
export function failingViews(engine: Engine, fails: () => boolean): Engine {
  const failing = (store: ViewStore): ViewStore => ({
    ...store,
    async commit(commit) {
      if (fails()) throw new Fault('storage-full', 'There is no space for this commit.');
      return store.commit(commit);
    },
  });
  const stores = new Map<string, Promise<ViewStore>>();
  return {
    ...engine,
    views(service) {
      const store = stores.get(service) ?? engine.views(service).then(failing);
      stores.set(service, store);
      return store;
    },
  };
}
