import { deepEqual, equal, ok } from 'node:assert/strict';
import { it } from 'node:test';
import {
  append,
  commandOf,
  happened,
  onEventStore,
  request,
  to,
  wholeLog,
  type EventStoreSuite,
} from './event-store-fixture.ts';

export function eventStoreCommands(suite: EventStoreSuite): void {
  it('ID1: a repeated command is answered with what its first use wrote, and nothing more is written', () =>
    onEventStore(suite, async (store, { reopen }) => {
      const open = request([to('door-a', 'no-stream', happened(1))], commandOf('open-1'));
      const several = request(
        [to('door-b', 'no-stream', happened(1), happened(2)), to('door-c', 'any')],
        commandOf('several'),
      );
      const first = [await store.append(open), await store.append(several)];
      await append(store, 'door-a', 1, happened(2));
      const check = async (at: typeof store) => {
        for (const [i, again] of [open, several].entries()) {
          const before = first[i]!;
          ok(before.status === 'appended');
          deepEqual(await at.append(again), { status: 'repeated', written: before.written });
          const { id, fingerprint } = again.command!;
          deepEqual(await at.findCommand(id), { fingerprint, written: before.written });
        }
        equal((await wholeLog(at)).length, 5);
      };
      await check(store);
      if (reopen) await check(await reopen());
    }));

  it('ID1: fingerprints of any form come back as they were given', () =>
    onEventStore(suite, async (store, { reopen }) => {
      const prints = ['x', 'Kd_8-aZ09fbQ3mVtYxW1cz', '0'.repeat(64), 'ü~"\\', 'zzzzzzzzzzzzzzzzzzzzzz'];
      for (const print of prints)
        await store.append(request([to(`door-${print}`, 'any')], commandOf(`id-${print}`, print)));
      const at = reopen ? await reopen() : store;
      for (const print of prints) equal((await at.findCommand(`id-${print}`))?.fingerprint, print);
    }));

  it('ID2: a command id with other content is refused, before any expected version is looked at', () =>
    onEventStore(suite, async (store, { reopen }) => {
      await store.append(request([to('door-a', 'no-stream')], commandOf('one', 'first')));
      const other = request([to('door-a', 99)], commandOf('one', 'second'));
      deepEqual(await store.append(other), { status: 'command-reused' });
      const again = await reopen?.();
      if (again) deepEqual(await again.append(other), { status: 'command-reused' });
      equal((await wholeLog(again ?? store)).length, 1);
    }));

  it('ID3: many uses of one command id at once write once, and all get that one result', () =>
    onEventStore(suite, async (store) => {
      const uses = Array.from({ length: 100 }, () =>
        store.append(request([to('door-a', 'any')], commandOf('one'))),
      );
      const results = await Promise.all(uses);
      equal(results.filter(({ status }) => status === 'appended').length, 1);
      equal(results.filter(({ status }) => status === 'repeated').length, 99);
      const places = results.map((result) => JSON.stringify('written' in result && result.written));
      equal(new Set(places).size, 1);
      equal((await wholeLog(store)).length, 1);
    }));

  it('ID4: a refused append, or one without events, leaves its command id free', () =>
    onEventStore(suite, async (store) => {
      const refused = await store.append(request([to('door-a', 5)], commandOf('one')));
      equal(refused.status, 'conflict');
      equal(await store.findCommand('one'), undefined);
      const empty = await store.append(request([{ ...to('door-a', 'any'), events: [] }], commandOf('one')));
      deepEqual(empty, { status: 'appended', written: [] });
      equal(await store.findCommand('one'), undefined);
      const taken = await store.append(
        request([to('door-a', 'no-stream')], commandOf('one', 'other content')),
      );
      equal(taken.status, 'appended');
    }));

  it('ID5: of thousands of commands each is found, before and after a restart', () =>
    onEventStore(suite, async (store, { reopen }) => {
      const count = suite.commandsMany;
      for (let n = 0; n < count; n += 1000)
        await Promise.all(
          Array.from({ length: 1000 }, (_, i) =>
            store.append(request([to(`door-${n + i}`, 'no-stream')], commandOf(`c${n + i}`))),
          ),
        );
      const check = async (at: typeof store) => {
        for (let n = 0; n < count; n += 37) {
          const found = await at.findCommand(`c${n}`);
          equal(found?.written[0]?.stream, `door-${n}`);
        }
        equal(await at.findCommand('c-none'), undefined);
      };
      await check(store);
      if (reopen) await check(await reopen());
    }));
}
