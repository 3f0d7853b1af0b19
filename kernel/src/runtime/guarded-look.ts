import type { Awaitable, Look } from '../look.ts';

type Named = { readonly name: string };

export interface Guard {
  /** Before a view is looked at: throws, or says what to wait for. */
  readonly view: (view: Named) => Promise<void> | undefined;
  /** Before a memory view is handed out: throws where it must not be. */
  readonly memory: (view: Named) => void;
}

/** A look that asks before each view. What needs no waiting costs no turn. */
export function guardedLook(look: Look, guard: Guard): Look {
  const after = <T>(view: Named, read: () => Awaitable<T>): Awaitable<T> => {
    const wait = guard.view(view);
    return wait ? wait.then(read) : read();
  };
  return {
    ...look,
    get: (view, key) => after(view, () => look.get(view, key)),
    getMany: (view, keys) => after(view, () => look.getMany(view, keys)),
    range: (view, index, query) => after(view, () => look.range(view, index, query)),
    search: (view, query) => after(view, () => look.search(view, query)),
    memory(view) {
      guard.memory(view);
      return look.memory(view);
    },
  };
}
