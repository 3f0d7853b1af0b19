import { Fault } from '../fault.ts';
import type { Awaitable } from '../look.ts';
import type { Ledger, ViewCommit, ViewStore } from '../ports/index.ts';
import type { Surroundings } from './surroundings.ts';

/** Calls that are late, fail, and whose answers get lost. */
function troubled({ life, time, faults, shared, readsAtOnce }: Surroundings) {
  const hop = (what: string): Promise<void> => time.hop(life, what);

  async function slowly<T>(what: string, work: () => Awaitable<T>): Promise<T> {
    await hop(`views.${what}`);
    if (faults.fires('views-failed')) throw new Fault('internal', `The simulated ${what} of views failed.`);
    const result = await work();
    await hop(`views.${what} done`);
    return result;
  }

  return {
    slowly,
    reading: <T>(what: string, work: () => Awaitable<T>): Awaitable<T> =>
      readsAtOnce ? work() : slowly(what, work),
    async writing<T>(what: string, work: () => Promise<T>): Promise<T> {
      await hop(`views.${what}`);
      if (faults.fires('views-full')) throw new Fault('storage-full', 'The simulated disk is full.');
      if (shared && faults.fires('views-request-lost')) throw lost();
      const result = await work();
      await hop(`views.${what} done`);
      if (shared && faults.fires('views-answer-lost')) throw lost();
      return result;
    },
  };
}

/** A ledger in the same trouble as view stores are in. */
export function faultyLedger(ledger: Ledger, around: Surroundings): Ledger {
  const { life, time, random, faults, shared } = around;
  const { slowly, writing } = troubled(around);

  async function commit(changes: ViewCommit): Promise<void> {
    if (!shared || !faults.fires('views-commit-late')) return writing('commit', () => ledger.commit(changes));
    time.later(
      life,
      'late commit',
      random.between(1, 500),
      () => void ledger.commit(changes).catch(() => undefined),
    );
    throw lost();
  }

  return {
    commit,
    lastCommit: (consumer) => slowly('lastCommit', () => ledger.lastCommit(consumer)),
    cursors: (consumer, partitions) => slowly('cursors', () => ledger.cursors(consumer, partitions)),
    resetCursors: (consumer) => writing('resetCursors', () => ledger.resetCursors(consumer)),
    parked: (consumer, limit) => slowly('parked', () => ledger.parked(consumer, limit)),
    document: (name) => slowly('document', () => ledger.document(name)),
    putDocument: (name, json, only) => writing('putDocument', () => ledger.putDocument(name, json, only)),
  };
}

/** A view store that answers late, runs full, and whose answers get lost. */
export function faultyViews(store: ViewStore, around: Surroundings): ViewStore {
  const { reading, writing } = troubled(around);
  return {
    ...faultyLedger(store, around),
    exclusive: store.exclusive && !around.shared,
    open: (table) => writing('open', () => store.open(table)),
    drop: (table) => writing('drop', () => store.drop(table)),
    read: (table, keys) => reading('read', () => store.read(table, keys)),
    range: (table, read) => reading('range', () => store.range(table, read)),
    search: (table, words, limit, offset) =>
      reading('search', () => store.search(table, words, limit, offset)),
    scan: (table, after, limit) => reading('scan', () => store.scan(table, after, limit)),
    count: (table) => reading('count', () => store.count(table)),
    close: () => store.close(),
  };
}

const lost = (): Fault => new Fault('outcome-unknown', 'The simulated line was cut.');
