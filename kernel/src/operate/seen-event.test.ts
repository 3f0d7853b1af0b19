import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { StoredEvent } from '../ports/index.ts';
import { masked } from './masked.ts';
import { seenEvent } from './seen-event.ts';
import { shown } from './shown.ts';
import { tallyWorld } from './testing/tally-world.ts';

describe('an event as an operator sees it', () => {
  test('hides personal fields, unless they are asked for', async (t) => {
    const { host } = await tallyWorld(t, { tallies: 1, additions: 0 });
    const [opened] = await host.engine.events.readStream('tally-t0', 1, 'forwards', 1);
    assert.deepEqual((await seenEvent(host, opened!)).data, { owner: 'ana', note: { masked: true } });
    assert.deepEqual((await seenEvent(host, opened!, true)).data, { owner: 'ana', note: 'secret 0' });
  });

  test('hiding leaves the event itself as it is: folds after it still see the value', async (t) => {
    const { host } = await tallyWorld(t, { tallies: 1, additions: 0 });
    const [opened] = await host.engine.events.readStream('tally-t0', 1, 'forwards', 1);
    await seenEvent(host, opened!);
    assert.deepEqual((await host.decode(opened!)).data, { owner: 'ana', note: 'secret 0' });
  });

  test('what was erased is told apart from what is hidden', async (t) => {
    const { host } = await tallyWorld(t, { tallies: 1, additions: 0 });
    await host.erase('ana');
    const [opened] = await host.engine.events.readStream('tally-t0', 1, 'forwards', 1);
    assert.deepEqual((await seenEvent(host, opened!)).data, { owner: 'ana', note: { erased: true } });
  });

  test('an event no service here knows is shown as stored, with what is sealed hidden, and says why', async (t) => {
    const { host } = await tallyWorld(t, { tallies: 0, additions: 0 });
    const data = JSON.stringify({ who: 'ana', text: { $p: 'c2VhbGVk' } });
    const strange: StoredEvent = {
      partition: 0,
      position: 9,
      stream: 'x-1',
      version: 1,
      type: 'Strange',
      schema: 1,
      at: 0,
      actor: null,
      meta: null,
      data,
    };
    const seen = await seenEvent(host, strange, true);
    assert.deepEqual(seen.data, { who: 'ana', text: { masked: true } });
    assert.match(seen.note ?? '', /Strange/);
  });

  test('maps, sets, dates and hidden fields of a state become JSON', () => {
    const state = {
      members: new Map([['a', { role: masked }]]),
      tags: new Set(['x']),
      at: new Date(0),
      none: undefined,
    };
    assert.deepEqual(JSON.parse(JSON.stringify(shown(state))), {
      members: { a: { role: { masked: true } } },
      tags: ['x'],
      at: '1970-01-01T00:00:00.000Z',
    });
  });
});
