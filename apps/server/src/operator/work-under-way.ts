/** Work of operators that goes on when nobody waits for it any more. */
export interface WorkUnderWay {
  note(work: Promise<void>): void;
  /** Resolves when all that was noted has ended. */
  ended(): Promise<void>;
}

export function workUnderWay(): WorkUnderWay {
  const all = new Set<Promise<void>>();
  return {
    note(work) {
      all.add(work);
      void work.finally(() => all.delete(work));
    },
    async ended() {
      while (all.size > 0) await Promise.allSettled(all);
    },
  };
}
