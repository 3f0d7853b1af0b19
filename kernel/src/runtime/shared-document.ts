import { Fault } from '../fault.ts';
import type { Ledger } from '../ports/index.ts';

/** A document that several processes read, change and follow. */
export interface SharedDocument<T> {
  /** As it was last read or written here. */
  now(): T;
  /** Changes follow one another, each made of what stands in the store. */
  update(change: (now: T) => T): Promise<void>;
  /** Reads it again; true when another process has changed it. */
  refresh(): Promise<boolean>;
}

const attemptsMax = 20;

/** `write` answers `undefined` for what is as good as no document. */
export async function sharedDocument<T>(
  store: Pick<Ledger, 'document' | 'putDocument'>,
  name: string,
  { read, write }: { read(text: string | undefined): T; write(value: T): string | undefined },
): Promise<SharedDocument<T>> {
  let text = await store.document(name);
  let value = read(text);
  let turn: Promise<unknown> = Promise.resolve();

  const take = (found: string | undefined): void => {
    value = read(found);
    text = found;
  };

  async function changed(change: (now: T) => T): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      const next = change(value);
      const wanted = write(next);
      try {
        if (wanted !== text) await store.putDocument(name, wanted, { was: text });
        [text, value] = [wanted, next];
        return;
      } catch (error) {
        const isContention = error instanceof Fault && error.code === 'contention';
        if (!isContention || attempt === attemptsMax) throw error;
        // By another process; or by this one, when the answer was lost: then it is made once more and is no change.
        take(await store.document(name));
      }
    }
  }

  /** One after the other. What failed is told to whoever asked for it. */
  const inTurn = <R>(work: () => Promise<R>): Promise<R> => {
    const own = turn.then(work, work);
    turn = own.catch(() => undefined);
    return own;
  };

  return {
    now: () => value,
    update: (change) => inTurn(() => changed(change)),
    refresh: () =>
      inTurn(async () => {
        const found = await store.document(name);
        if (found === text) return false;
        take(found);
        return true;
      }),
  };
}
