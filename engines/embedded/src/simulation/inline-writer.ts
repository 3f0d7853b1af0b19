import type { SimulatedProcess } from '@touchline/kernel/simulation';
import { logWriter, type LogWriter } from '../log-writer.ts';
import { resultCode } from '../sqlite.ts';
import { batchWriter, type Batch } from '../write-batch.ts';
import type { WriterMessage } from '../writer-protocol.ts';
import type { StartWriter } from '../writer-thread.ts';

/**
 * The writer without its thread. As there, batches are written and answered in the order they were sent, those that
 * have come together share a transaction, and while an answer is on its way the next ones are written.
 */
export const inlineWriter =
  (process: SimulatedProcess, early: boolean): StartWriter =>
  async (options) => {
    const { time, life, random } = process;
    const log = early ? answeringEarly(logWriter(options), process) : failing(logWriter(options), process);
    const batches = batchWriter(log);
    const arrived: Batch[] = [];
    let answered: (message: WriterMessage) => void = () => {};
    let answering = Promise.resolve();
    let writing = false;

    async function deliver(message: WriterMessage): Promise<void> {
      await time.hop(life, 'batch done');
      answered(message);
    }

    async function write(): Promise<void> {
      writing = true;
      while (arrived.length > 0 && !batches.stopped()) {
        await time.hop(life, 'batch');
        const messages = batches.write(arrived.shift() as Batch, () =>
          random.chance(0.7) ? arrived.shift() : undefined,
        );
        const more = batches.moveOn();
        for (const message of more ? [...messages, more] : messages)
          answering = answering.then(() => deliver(message));
      }
      writing = false;
    }

    return {
      heads: log.heads(),
      listen: (listener) => void (answered = listener),
      send(batch) {
        if (batch === 'close') return;
        arrived.push(batch);
        if (!writing) void write();
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
    moveOn: () => false,
    close() {
      commit();
      log.close();
    },
  };
}

const sqliteError = (errcode: number): Error => Object.assign(new Error('simulated'), { errcode });
