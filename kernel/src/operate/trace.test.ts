import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { add, openTally, tallies } from '../conformance/sample.ts';
import { isRefusal } from '../refusal.ts';
import { browseEvents } from './browse-events.ts';
import { placeText } from './event-at.ts';
import { answered, tallyWorld } from './testing/tally-world.ts';
import { traceEvent, type Trace } from './trace.ts';

const types = ({ events }: Trace): string[] => events.map(({ event }) => event.type);

describe('what belongs together with an event', () => {
  for (const partitions of [1, 8])
    test(`what a policy caused is found from its cause, and its cause from it (${partitions} partitions)`, async (t) => {
      const inside = await tallyWorld(t, { partitions, tallies: 3, additions: 30 });
      await inside.as('ana').does(add, { tally: 't0', amount: 1000 });
      const { events } = answered(await browseEvents(inside.host, { limit: 5, types: ['TallyRewarded'] }));
      const rewarded = events[0]!;
      const byEffect = answered(await traceEvent(inside.host, placeText(rewarded)));
      assert.deepEqual(types(byEffect).toSorted(), ['Added', 'TallyRewarded']);
      const cause = byEffect.events.find(({ event }) => event.type === 'Added')!;
      assert.deepEqual([cause.cause, rewarded.meta?.cause], [null, placeText(cause.event)]);
      assert.deepEqual(answered(await traceEvent(inside.host, placeText(cause.event))), byEffect);
    });

  test('events of one command belong together, those of the next one do not', async (t) => {
    const inside = await tallyWorld(t, { tallies: 2, additions: 1 });
    const { events } = answered(await browseEvents(inside.host, { limit: 9, stream: 'tally-t1' }));
    inside.clock.advance(1);
    await inside.as('ana').does(openTally, { tally: 'x', name: 'x', note: '' });
    const trace = answered(await traceEvent(inside.host, placeText(events[0]!)));
    assert.ok(types(trace).includes('NameTaken'));
    assert.ok(trace.events.every(({ event }) => event.stream !== 'tally-x'));
    assert.equal(trace.whole, true);
  });

  test('a request that named itself is found whole, also where time passed between its commands', async (t) => {
    const inside = await tallyWorld(t, { tallies: 1, additions: 0 });
    const caller = { actor: 'ana', session: null, roles: [], correlation: 'import-7' };
    for (const amount of [1, 2]) {
      inside.clock.advance(1000);
      const done = await inside.host.execute(tallies, add, { tally: 't0', amount }, caller);
      assert.ok(!isRefusal(done));
    }
    const head = (await inside.host.engine.events.heads())[0] ?? 0;
    const trace = answered(await traceEvent(inside.host, `0.${head}`));
    assert.deepEqual([trace.correlation, types(trace)], ['import-7', ['Added', 'Added']]);
  });

  test('personal fields are hidden unless asked for, and what is not there is refused', async (t) => {
    const { host } = await tallyWorld(t, { tallies: 1, additions: 0 });
    assert.doesNotMatch(JSON.stringify(await traceEvent(host, '0.1')), /secret/);
    assert.match(JSON.stringify(await traceEvent(host, '0.1', true)), /secret 0/);
    for (const place of ['0.99', '7.1', 'x']) assert.ok(isRefusal(await traceEvent(host, place)), place);
  });
});
