import type { Cache, Engine, EventStore, Queue, ViewStore } from '../ports/index.ts';
import type { Host } from '../runtime/index.ts';
import type { Life, Scheduler } from './scheduler.ts';

/** Guarantees that can be broken on purpose: a simulation that does not notice proves nothing. */
export const sabotages = [
  /** The store forgets which command ids it has seen. */
  'dedupe-off',
  /** The cursor is written before the rows it speaks of. */
  'cursor-before-rows',
  /** The rows are written before the cursor that speaks of them. */
  'rows-before-cursor',
  /** A commit is written whichever it was to follow. */
  'commits-unguarded',
  /** The cache takes whatever is put last, also when it is older. */
  'cache-unguarded',
  /** Commands trust what they remember of a stream, also after others were faster. */
  'stale-state-kept',
  /** Reads do not wait for their token. */
  'token-ignored',
  /** Appends are answered before they are committed. */
  'answer-before-commit',
  /** A policy's commands get a new id at each reaction. */
  'policy-ids-at-random',
  /** Keys are destroyed, and rows keep what was read with them. */
  'erased-rows-kept',
  /** A message is taken for delivered before it was. */
  'done-before-delivered',
] as const;

export type Sabotage = (typeof sabotages)[number];

/** The engine with one guarantee broken. `answer-before-commit` is broken by the engine itself. */
export function sabotaged(engine: Engine, how: Sabotage | undefined, time: Scheduler, life: Life): Engine {
  if (how === 'dedupe-off') return { ...engine, events: forgetful(engine.events) };
  if (how === 'policy-ids-at-random') return { ...engine, events: renaming(engine.events) };
  if (how === 'cache-unguarded') return { ...engine, cache: unguarded() };
  if (how === 'stale-state-kept') return { ...engine, exclusive: true };
  if (how === 'commits-unguarded')
    return { ...engine, views: async (service) => trusting(await engine.views(service)) };
  if (how === 'done-before-delivered') return { ...engine, queue: hasty(engine.queue) };
  if (how === 'erased-rows-kept')
    return {
      ...engine,
      views: async (service) => unpurged(await engine.views(service), engine.events.partitions),
    };
  if (how !== 'cursor-before-rows' && how !== 'rows-before-cursor') return engine;
  return {
    ...engine,
    views: async (service) =>
      torn(await engine.views(service), how === 'cursor-before-rows', () => time.hop(life, 'torn')),
  };
}

/** What only the runtime itself can be made to do wrong. */
export function sabotageHost(host: Host, how: Sabotage | undefined): void {
  if (how !== 'stale-state-kept') return;
  for (const { executeDeps } of host.runtimes.values())
    Object.assign(executeDeps.states, { drop: () => undefined });
}

const forgetful = (events: EventStore): EventStore => ({
  ...events,
  append: ({ command: _forgotten, ...request }) => events.append(request),
  findCommand: async () => undefined,
});

function renaming(events: EventStore): EventStore {
  let times = 0;
  return {
    ...events,
    append(request) {
      const { command, actor } = request;
      if (!command || !actor?.startsWith('policy:')) return events.append(request);
      return events.append({
        ...request,
        command: { ...command, id: `${command.id}-${times++}-${request.at}` },
      });
    },
    findCommand: async (id) => (id.includes('/') ? undefined : events.findCommand(id)),
  };
}

const hasty = (queue: Queue): Queue => ({
  ...queue,
  async take(limit, visibilityMs) {
    const taken = await queue.take(limit, visibilityMs);
    for (const { id } of taken) await queue.done(id);
    return taken;
  },
});

const unpurged = (views: ViewStore, partitions: number): ViewStore => ({
  ...views,
  commit: ({ changes, ...rest }) =>
    views.commit({ ...rest, changes: rest.cursor?.partition === partitions && !rest.unpark ? [] : changes }),
});

/** One commit in two transactions, with a moment in between. */
const torn = (views: ViewStore, cursorFirst: boolean, moment: () => Promise<void>): ViewStore => ({
  ...views,
  async commit({ cursor, changes, turn: _unguarded, ...rest }) {
    if (!cursor || changes.length === 0) return views.commit({ ...rest, changes, ...(cursor && { cursor }) });
    const { consumer } = rest;
    if (cursorFirst) await views.commit({ consumer, changes: [], cursor });
    else await views.commit({ ...rest, changes });
    await moment();
    if (cursorFirst) await views.commit({ ...rest, changes });
    else await views.commit({ consumer, changes: [], cursor });
  },
});

const trusting = (views: ViewStore): ViewStore => ({
  ...views,
  commit: ({ turn: _unchecked, ...commit }) => views.commit(commit),
});

function unguarded(): Cache {
  const values = new Map<string, { value: unknown; revision: number }>();
  const valuesMax = 2; // So few that reads often miss, and fill it while rows change.
  return {
    get: (namespace, key) => values.get(`${namespace} ${key}`),
    put(namespace, key, value, revision) {
      if (values.size >= valuesMax) values.delete(values.keys().next().value ?? '');
      values.set(`${namespace} ${key}`, { value, revision });
    },
    clear: (namespace) => {
      for (const name of values.keys()) if (name.startsWith(`${namespace} `)) values.delete(name);
    },
    stats: () => ({ entries: values.size, hits: 0, misses: 0 }),
  };
}
