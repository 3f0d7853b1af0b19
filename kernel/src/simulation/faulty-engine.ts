import { Fault } from '../fault.ts';
import type { Engine, Queue, ViewStore } from '../ports/index.ts';
import { faultyEvents } from './faulty-events.ts';
import { faultyLedger, faultyViews } from './faulty-views.ts';
import type { Surroundings } from './surroundings.ts';

/** An engine behind faults. */
export function faultyEngine(engine: Engine, around: Surroundings): Engine {
  const stores = new Map<string, Promise<ViewStore>>();
  return {
    ...engine,
    exclusive: engine.exclusive && !around.shared,
    events: faultyEvents(engine.events, around),
    queue: faultyQueue(engine.queue, around),
    ledger: faultyLedger(engine.ledger, around),
    views(service) {
      const store = stores.get(service) ?? engine.views(service).then((views) => faultyViews(views, around));
      stores.set(service, store);
      return store;
    },
  };
}

const faultyQueue = (queue: Queue, { life, time, faults }: Surroundings): Queue => ({
  ...queue,
  async put(message) {
    await time.hop(life, 'queue.put');
    if (faults.fires('queue-failed')) throw new Fault('storage-full', 'The simulated disk is full.');
    await queue.put(message);
    await time.hop(life, 'queue.put done');
    if (faults.fires('queue-answer-lost')) throw new Fault('outcome-unknown', 'The simulated line was cut.');
  },
});
