import type { ActEnd, Acts, Wish } from '../acts/acts.ts';

export interface RememberedAct extends Wish {
  readonly by: string | null;
  end: ActEnd | undefined;
}

/** Acts in memory, for tests of what is recorded. */
export function rememberedActs(): Acts & { readonly all: readonly RememberedAct[] } {
  const all: RememberedAct[] = [];
  return {
    all,
    async begin(wish, caller) {
      const one: RememberedAct = { ...wish, by: caller.actor, end: undefined };
      all.push(one);
      return async (end) => void (one.end = end);
    },
    list: async () => ({ acts: [] }),
  };
}
