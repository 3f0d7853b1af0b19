import type { LogWriter } from './log-writer.ts';

/**
 * Breaks a promise on purpose, to show that the tests which hold it can fail; for tests alone.
 * `no-fsync`: commits are not flushed. `answer-before-commit`: appends are answered first and committed a little later.
 */
export type Sabotage = 'no-fsync' | 'answer-before-commit';

const lateMs = 20;

/** A writer that answers before it commits. */
export function answeringEarly(log: LogWriter): LogWriter {
  let open = false;
  const commit = (): void => {
    if (open) log.commit();
    open = false;
  };
  return {
    ...log,
    write(requests, fields) {
      commit();
      return log.write(requests, fields);
    },
    commit() {
      open = true;
      setTimeout(commit, lateMs);
    },
    afterCommit: () => false,
    close() {
      commit();
      log.close();
    },
  };
}
