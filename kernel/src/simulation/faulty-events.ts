import { Fault } from '../fault.ts';
import type { EventStore } from '../ports/index.ts';
import type { Surroundings } from './surroundings.ts';

/** An event store that answers late, sometimes not at all, and whose hints get lost, come late or come twice. */
export function faultyEvents(store: EventStore, around: Surroundings): EventStore {
  const { life, time, faults, random, shared, witness } = around;
  const hop = (what: string): Promise<void> => time.hop(life, what);

  async function reading<T>(what: string, work: () => Promise<T>): Promise<T> {
    await hop(what);
    if (faults.fires('read-failed')) throw new Fault('internal', `The simulated ${what} failed.`);
    const result = await work();
    await hop(`${what} done`);
    return result;
  }

  return {
    ...store,
    async append(request) {
      await hop('append');
      if (faults.fires('overloaded')) throw new Fault('overloaded', 'Nothing was tried.');
      if (shared && faults.fires('append-request-lost')) throw lost();
      if (shared && faults.fires('append-late')) {
        time.later(
          life,
          'late append',
          random.between(1, 500),
          () => void store.append(request).catch(() => undefined),
        );
        throw lost();
      }
      const result = await store.append(request);
      if (result.status === 'appended' || result.status === 'repeated') witness.written(result.written);
      // Where a process is alone with its store, an answer is never later than what readers see (`exclusive`).
      if (!shared) return result;
      await hop('append done');
      if (faults.fires('append-answer-lost')) throw lost();
      return result;
    },
    findCommand: (id) => reading('findCommand', () => store.findCommand(id)),
    readStream: (stream, from, direction, limit) =>
      reading('readStream', async () => {
        const events = await store.readStream(stream, from, direction, limit);
        witness.events(events);
        if (!shared) return events;
        // The embedded store shows its own process what is committed before it is answered; other stores do not.
        const heads = await store.heads();
        return events.filter(({ partition, position }) => position <= (heads[partition] ?? 0));
      }),
    readPartition: (partition, after, limit, types) =>
      reading('readPartition', async () => {
        // Small pages: catching up takes many steps, and much can happen between them.
        const slice = await store.readPartition(partition, after, Math.min(limit, around.pageMax), types);
        witness.slice(partition, after, types !== undefined, slice);
        return slice;
      }),
    heads: () => reading('heads', () => store.heads()),
    onAppended: (listener) =>
      store.onAppended((partition, came) => {
        if (faults.fires('hint-lost')) return;
        if (faults.fires('hint-twice')) time.soon(life, 'hint again', () => listener(partition, came));
        if (faults.fires('hint-late'))
          time.later(life, 'late hint', random.between(1, 3000), () => listener(partition, came));
        else listener(partition, came);
      }),
  };
}

const lost = (): Fault => new Fault('outcome-unknown', 'The simulated line was cut.');
