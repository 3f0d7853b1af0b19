import type { Clock } from '@touchline/kernel';
import type { Hold } from '@touchline/kernel/moving';
import { putFence, stillHeld, takeFence, type Fenced } from './fence.ts';
import { prepareMark, setMoveMark } from './move-mark.ts';

export interface FenceHoldOptions {
  readonly fenced: readonly Fenced[];
  readonly schema: string;
  /** Writes are let in so long after the process that holds them has died. */
  readonly heldMs: number;
  readonly isMarked: () => Promise<boolean>;
  readonly clock: Pick<Clock, 'after'>;
}

/** Holds all writes to a store, by whichever process, until they are let in again or the store is marked. */
export async function fenceHold({
  fenced,
  schema,
  heldMs,
  isMarked,
  clock,
}: FenceHoldOptions): Promise<Hold> {
  const prolong = `UPDATE ${schema}_move.mark
    SET held_until = clock_timestamp() + interval '${heldMs} ms' WHERE json IS NULL`;
  let isOver = false;
  let cancel = (): void => {};
  let prolonging = Promise.resolve();

  async function prolongAll(): Promise<void> {
    for (const { database } of fenced)
      await database.transaction(async (run) => {
        await stillHeld(run, schema);
        await run(prolong);
      });
  }

  function watch(): void {
    cancel = clock.after(heldMs / 3, () => {
      // Where it fails the hold ends by itself, and `close` finds out.
      prolonging = prolongAll().then(
        () => (isOver ? undefined : watch()),
        () => undefined,
      );
    });
  }

  async function end(): Promise<void> {
    isOver = true;
    cancel();
    await prolonging;
  }

  for (const one of fenced) {
    await prepareMark(one.database, schema);
    await putFence(one, async (run) => void (await run(prolong)));
  }
  watch();
  return {
    async release() {
      await end();
      if (await isMarked()) return; // What is marked stays closed.
      for (const one of fenced)
        await takeFence(
          one,
          async (run) => void (await run(`UPDATE ${schema}_move.mark SET held_until = NULL`)),
        );
    },
    async close(mark) {
      await end();
      for (const { database } of fenced)
        await database.transaction(async (run) => {
          await stillHeld(run, schema);
          await setMoveMark(run, schema, mark);
        });
    },
  };
}
