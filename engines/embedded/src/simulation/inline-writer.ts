import type { SimulatedProcess } from '@touchline/kernel/simulation';
import { logWriter, type LogWriter } from '../log-writer.ts';
import { resultCode } from '../sqlite.ts';
import { batchWriter } from '../write-batch.ts';
import type { WriterMessage } from '../writer-protocol.ts';
import type { StartWriter } from '../writer-thread.ts';

/** The writer without its thread: each batch is written in a turn of its own, and its answer arrives in another. */
export const inlineWriter =
  (process: SimulatedProcess, early: boolean): StartWriter =>
  async (options) => {
    const { time, life } = process;
    const log = early ? answeringEarly(logWriter(options), process) : failing(logWriter(options), process);
    const batches = batchWriter(log);
    let answered: (message: WriterMessage) => void = () => {};
    return {
      heads: log.heads(),
      listen: (listener) => void (answered = listener),
      send(batch) {
        if (batch === 'close') return;
        void time.hop(life, 'batch').then(async () => {
          const message = batches.write(batch);
          await time.hop(life, 'batch done');
          answered(message);
        });
      },
      close: async () => log.close(),
      end: async () => {},
    };
  };

/** Commits that fail as SQLite's do: with nothing written, or with nobody knowing. */
function failing(log: LogWriter, { faults, random }: SimulatedProcess): LogWriter {
  return {
    ...log,
    commit() {
      if (faults.fires('storage-full')) throw sqliteError(resultCode.full);
      if (!faults.fires('disk-failed')) return log.commit();
      if (random.chance(0.5)) log.commit();
      throw sqliteError(resultCode.ioError);
    },
  };
}

/** `answer-before-commit` */
function answeringEarly(log: LogWriter, { time, life, random }: SimulatedProcess): LogWriter {
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
      time.later(life, 'late commit', random.between(1, 200), commit);
    },
    afterCommit: () => false,
    close() {
      commit();
      log.close();
    },
  };
}

const sqliteError = (errcode: number): Error => Object.assign(new Error('simulated'), { errcode });
