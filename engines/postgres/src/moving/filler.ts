import { Fault } from '@touchline/kernel';
import type { Database, Run } from '../database.ts';
import { durablyNow } from '../durably.ts';

/** One transaction of the process that fills the store, on disk when it resolves. */
export type Filler = (work: (run: Run) => Promise<void>) => Promise<void>;

/** Only the latest process to begin fills a store: one that was given up and still runs is refused. */
export const filler =
  (database: Database, schema: string, runId: string): Filler =>
  (work) =>
    database.transaction(async (run) => {
      const [found] = await run(
        `SELECT set_config('touchline.filling', $1, true), ${durablyNow} FROM ${schema}_move.mark WHERE run = $1 FOR SHARE`,
        [runId],
      );
      if (!found)
        throw new Fault('internal', 'Another process has taken this move over, or it was finished.', {
          retryable: false,
        });
      await work(run);
    });
