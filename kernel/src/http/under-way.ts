/**
 * How many requests are being answered, and when none is. A `Set` of their promises would keep each of them until the
 * next full collection: a table that V8 has replaced refers to the one that follows it, so that once one of them is old,
 * all that come after it, and what they hold, count as alive.
 */
export interface UnderWay {
  begun(): void;
  ended(): void;
  none(): Promise<void>;
}

export function underWay(): UnderWay {
  let count = 0;
  const { promise: over, resolve: onOver } = Promise.withResolvers<void>();
  let isAwaited = false;
  const look = (): void => {
    if (isAwaited && count === 0) onOver();
  };
  return {
    begun: () => void count++,
    ended: () => {
      count--;
      look();
    },
    none: () => {
      isAwaited = true;
      look();
      return over;
    },
  };
}
