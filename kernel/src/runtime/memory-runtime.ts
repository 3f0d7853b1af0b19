import type { Clock } from '../clock.ts';
import { Fault } from '../fault.ts';
import type { MemoryLook, MemoryViewType } from '../memory-view.ts';
import type { EventStore } from '../ports/index.ts';
import type { Tracer } from '../tracer.ts';
import type { Codec } from './codec.ts';
import { consumer } from './consumer.ts';
import type { Consumer } from './consumer-spec.ts';
import { isOfTheStore } from './sequences.ts';
import type { ViewRuntime } from './view-runtime.ts';

export interface MemoryRuntime {
  readonly view: MemoryViewType;
  readonly instance: unknown;
  readonly consumer: Consumer;
  /** Resolves when no left-over work of `apply` is open. */
  settled(): Promise<void>;
  /** ER3: forgets everything, where it holds personal fields. */
  erase(): Promise<void>;
  stop(): Promise<void>;
}

interface MemoryDeps {
  readonly events: EventStore;
  readonly codec: Codec;
  readonly clock: Clock;
  readonly look: Pick<MemoryLook, 'get' | 'getMany' | 'range'>;
  readonly views: (name: string) => ViewRuntime | undefined;
  readonly paused: boolean;
  readonly tracer: Tracer | undefined;
  readonly onAdvanced: () => void;
  readonly onError: (consumer: string, error: unknown) => void;
}

const caughtUpMs = 5000;

/** Follows the log from its head into a view that lives in this process (VW10). */
export async function memoryRuntime(deps: MemoryDeps, view: MemoryViewType): Promise<MemoryRuntime> {
  const heads = await deps.events.heads();
  // What `apply` has seen: inside a batch this is ahead of the consumer's cursor.
  const applied = [...heads];
  const look: MemoryLook = {
    ...deps.look,
    async caughtUp(views) {
      const all = views.flatMap(({ name }) => {
        const runtime = deps.views(name);
        return runtime
          ? applied.map((position, partition) => runtime.shown().reached(partition, position, caughtUpMs))
          : [];
      });
      if ((await Promise.all(all)).includes(false))
        throw new Fault('not-yet-visible', `The rows that ${view.name} fills from are too far behind.`);
    },
  };
  const instance = view.start(look);
  let slicing: Promise<void> | undefined;

  async function slices(): Promise<void> {
    while (instance.slice?.()) await deps.clock.turn();
    slicing = undefined;
  }

  const own = consumer(deps.events, deps.clock, {
    name: view.name,
    types: view.reads.map(({ type }) => type),
    cursors: heads,
    paused: deps.paused,
    tracer: deps.tracer,
    async handle(partition, events, upTo) {
      for (const stored of events)
        try {
          const decoded = deps.codec.decode(stored);
          const event = decoded instanceof Promise ? await decoded : decoded;
          applied[partition] = stored.position;
          instance.apply(event);
        } catch (error) {
          if (isOfTheStore(error)) throw error;
          // What cannot be taken in is passed over: the rows, which it begins anew from, know as much as can be known.
          applied[partition] = stored.position;
          instance.reset();
          deps.onError(view.name, error);
        }
      applied[partition] = upTo;
      if (instance.slice) slicing ??= slices();
    },
    onAdvanced: deps.onAdvanced,
    onError: (error) => {
      // What was missed cannot be told apart: begin anew from the rows.
      instance.reset();
      deps.onError(view.name, error);
    },
  });
  return {
    view,
    instance,
    consumer: own,
    settled: async () => await slicing,
    async erase() {
      if (view.personal === 'held') await own.exclusively(async () => instance.reset());
    },
    stop: () => own.stop(),
  };
}
