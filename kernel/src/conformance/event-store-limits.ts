import { deepEqual, equal, ok, rejects } from 'node:assert/strict';
import { it } from 'node:test';
import {
  append,
  happened,
  onEventStore,
  request,
  to,
  wholeLog,
  type EventStoreSuite,
} from './event-store-fixture.ts';

export function eventStoreLimits(suite: EventStoreSuite): void {
  it('ES17: requests beyond the limits are refused whole', () =>
    onEventStore(suite, async (store) => {
      const many = Array.from({ length: 1001 }, (_, n) => happened(n));
      const streams = Array.from({ length: 101 }, (_, n) => to(`door-${n}`, 'any'));
      const long = { ...happened(1), data: JSON.stringify('x'.repeat(8 * 2 ** 20)) };
      await rejects(append(store, 'door-a', 'any', ...many), { name: 'Fault', retryable: false });
      await rejects(store.append(request(streams)), { name: 'Fault', retryable: false });
      await rejects(append(store, 'door-a', 'any', long), { name: 'Fault', retryable: false });
      await rejects(store.append(request([to('door-a', 'any'), to('door-a', 'any')])), {
        name: 'Fault',
        retryable: false,
      });
      deepEqual(await wholeLog(store), []);
      const most = await store.append(
        request([to('door-a', 'any', ...many.slice(0, 901)), ...streams.slice(0, 99)]),
      );
      equal(most.status, 'appended');
    }));

  it('ES17: a flood is cut off as overloaded; what was accepted is written, and afterwards all is well', () =>
    onEventStore(suite, async (store) => {
      const flood = await Promise.allSettled(
        Array.from({ length: 30_000 }, (_, n) => append(store, `door-${n}`, 'no-stream')),
      );
      const refused = flood.filter((one) => one.status === 'rejected');
      const accepted = flood.length - refused.length;
      ok(refused.length > 0 && accepted > 0, `${accepted} accepted of ${flood.length}`);
      for (const { reason } of refused) equal((reason as { code: string }).code, 'overloaded');
      equal(
        (await store.heads()).reduce((sum, head) => sum + head),
        accepted,
      );
      equal((await append(store, 'door-x', 'no-stream')).status, 'appended');
    }));
}
