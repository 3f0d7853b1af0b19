import type { EventType, Recorded, WithPersonalFields } from './event.ts';
import type { Look } from './look.ts';
import type { ViewType } from './view.ts';

/**
 * A view that lives in memory in each process that serves it: it starts at the head of the log with nothing,
 * fills itself from row views when asked, and follows every partition from there on. Losing it costs time only.
 */
export interface MemoryViewType<Instance = unknown, E extends EventType = EventType> {
  readonly name: string;
  readonly about: string;
  readonly reads: readonly E[];
  /** `held` when it keeps personal fields: it is reset when someone is erased (ER3). */
  readonly personal: 'held' | 'none';
  start(look: MemoryLook): Instance & MemoryFollower<E>;
}

export interface MemoryFollower<E extends EventType = EventType> {
  /** Called once per event, in the order of each partition. Must not throw and must not wait. */
  apply(event: Recorded<E>): void;
  /** Bounded work left over by `apply`, done in slices between requests. True while more is left. */
  slice?(): boolean;
  /** Forget everything: called when the log moved without us (restore, lost follow). */
  reset(): void;
}

export interface MemoryLook extends Pick<Look, 'get' | 'getMany' | 'range'> {
  /** Resolves when these row views have reached what this memory view had applied at the time of the call. */
  caughtUp(views: readonly ViewType[]): Promise<void>;
}

type MemoryViewSpec<Instance, E extends EventType> = Omit<MemoryViewType<Instance, E>, 'name' | 'personal'> &
  ([WithPersonalFields<E>] extends [never]
    ? { readonly personal?: 'none' }
    : { readonly personal: 'held' | 'none' });

export function memoryView<Instance, E extends EventType>(
  name: string,
  spec: MemoryViewSpec<Instance, E>,
): MemoryViewType<Instance, E> {
  return { personal: 'none', ...spec, name };
}
