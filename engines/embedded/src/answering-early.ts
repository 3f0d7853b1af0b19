import type { LogWriter } from './log-writer.ts';

const lateMs = 20;

/** A writer that answers before it commits: the sabotage `answer-before-commit`. */
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
    moveOn: () => false,
    close() {
      commit();
      log.close();
    },
  };
}
