import { embeddedEngine, type Sabotage } from '@touchline/engine-embedded';
import type { Engine, EventStore, ViewStore } from '@touchline/kernel/ports';

/** What can be broken on purpose: in the engine itself, or around it. */
export type AnySabotage = Sabotage | 'no-dedupe' | 'cursor-before-rows';

interface Settling {
  settle(): void;
}

type Options = Parameters<typeof embeddedEngine>[0];
type Embedded = Awaited<ReturnType<typeof embeddedEngine>>;

export async function sabotagedEngine(options: Options, sabotage: AnySabotage): Promise<Embedded> {
  if (sabotage === 'no-dedupe') {
    const engine = await embeddedEngine(options);
    return { ...engine, events: withoutDedupe(engine.events) };
  }
  if (sabotage === 'cursor-before-rows') {
    const engine = await embeddedEngine(options);
    return { ...engine, views: cursorsFirst(engine) };
  }
  return embeddedEngine({ ...options, sabotage });
}

/** Forgets which commands it has seen. */
const withoutDedupe = (events: EventStore): EventStore => ({
  ...events,
  findCommand: async () => undefined,
  append: ({ appends, at, actor, meta }) => events.append({ appends, at, actor, meta }),
});

/** Commits the cursor before the rows it stands for. */
function cursorsFirst(engine: Engine): Engine['views'] {
  const stores = new Map<string, Promise<ViewStore>>();
  const split = (store: ViewStore): ViewStore => ({
    ...store,
    async commit(commit) {
      await store.commit({ ...commit, changes: [] });
      (store as Partial<Settling>).settle?.(); // It is on disk; the rows are gathered for the next flush.
      await store.commit({ consumer: commit.consumer, changes: commit.changes });
    },
  });
  return (service) => {
    const store = stores.get(service) ?? engine.views(service).then(split);
    stores.set(service, store);
    return store;
  };
}
