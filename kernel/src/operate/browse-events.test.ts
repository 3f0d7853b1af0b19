import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { isRefusal } from '../refusal.ts';
import type { Host } from '../runtime/index.ts';
import { browseEvents, type Browse, type EventPage } from './browse-events.ts';
import type { Direction } from './lane.ts';
import type { SeenEvent } from './seen-event.ts';
import { tallyWorld } from './testing/tally-world.ts';

async function page(host: Host, browse: Browse): Promise<EventPage> {
  const found = await browseEvents(host, browse);
  if (isRefusal(found)) throw new Error(found.refusal);
  return found;
}

async function allPages(host: Host, browse: Browse): Promise<SeenEvent[]> {
  const all: SeenEvent[] = [];
  let after: string | undefined;
  for (let pages = 0; pages < 1000; pages++) {
    const { events, next, end } = await page(host, { ...browse, after });
    all.push(...events);
    if (end) return all;
    after = next;
  }
  throw new Error('the pages never end');
}

const place = ({ partition, position }: SeenEvent): string => `${partition}.${position}`;

/** Appends that many events of one stream, caused by an actor of its name. */
async function append(host: Host, stream: string, count: number): Promise<void> {
  const events = Array.from({ length: count }, () => ({
    type: 'NameTaken',
    schema: 1,
    data: '{"tally":"t"}',
  }));
  const appends = [{ stream, partitionKey: stream, expected: 'any' as const, events }];
  await host.engine.events.append({ appends, at: 0, actor: stream, meta: null });
}

describe('browse events', () => {
  test('pages of any size, filter and direction give each matching event once, in the order of its partition', async (t) => {
    for (const partitions of [1, 8]) {
      const { host } = await tallyWorld(t, { partitions, tallies: 5, additions: 20 });
      const everything = await allPages(host, { limit: 1000, direction: 'forwards' });
      assert.equal(
        everything.length,
        (await host.engine.events.heads()).reduce((sum, head) => sum + head, 0),
      );
      const filters = fc.record({
        limit: fc.integer({ min: 1, max: 9 }),
        direction: fc.constantFrom<Direction[]>('forwards', 'backwards'),
        types: fc.constantFrom<(string[] | undefined)[]>(undefined, ['Added'], ['TallyOpened', 'NameTaken']),
        actor: fc.constantFrom(undefined, 'ben', 'nobody'),
        stream: fc.constantFrom(undefined, 'tally', 'tally-t1', 'name-name2', 'tally-nothing'),
        partition: fc.constantFrom(undefined, 0),
      });
      await fc.assert(
        fc.asyncProperty(filters, async (filter) => {
          const wanted = everything.filter(
            ({ type, actor, stream, partition }) =>
              (!filter.types || filter.types.includes(type)) &&
              (!filter.actor || actor === filter.actor) &&
              (!filter.stream || stream === filter.stream || stream.startsWith(`${filter.stream}-`)) &&
              (filter.partition === undefined ||
                filter.stream?.includes('-') ||
                partition === filter.partition),
          );
          const seen = await allPages(host, filter);
          assert.deepEqual(
            seen.map(place).toSorted(),
            wanted
              .filter((one) => filter.partition === undefined || one.partition === 0)
              .map(place)
              .toSorted(),
          );
          for (const [i, one] of seen.entries()) {
            const later = seen.slice(i + 1).filter(({ partition }) => partition === one.partition);
            for (const other of later)
              assert.equal(other.position > one.position, filter.direction === 'forwards');
          }
        }),
        { numRuns: 60 },
      );
    }
  });

  test('the newest come first unless told otherwise', async (t) => {
    const { host } = await tallyWorld(t, { tallies: 2, additions: 4 });
    const { events } = await page(host, { limit: 2, stream: 'tally' });
    assert.deepEqual(
      events.map(({ stream, version }) => `${stream}@${version}`),
      ['tally-t1@3', 'tally-t0@3'],
    );
  });

  test('times bound the page, both inclusive', async (t) => {
    const { host, clock } = await tallyWorld(t, { tallies: 1, additions: 5 });
    const now = clock.now();
    const { events } = await page(host, {
      limit: 100,
      fromMs: now - 2000,
      toMs: now - 1000,
      direction: 'forwards',
    });
    assert.deepEqual(
      events.map(({ data }) => data),
      [
        { amount: 3, by: 'ben' },
        { amount: 4, by: 'cleo' },
      ],
    );
  });

  test('forwards, the cursor of the last page goes on with what is written later', async (t) => {
    const { host } = await tallyWorld(t, { tallies: 1, additions: 1 });
    const first = await page(host, { limit: 100, direction: 'forwards' });
    assert.equal(first.end, true);
    await append(host, 'name-late', 1);
    const { events } = await page(host, { limit: 100, direction: 'forwards', after: first.next });
    assert.deepEqual(
      events.map(({ stream }) => stream),
      ['name-late'],
    );
  });

  for (const direction of ['forwards', 'backwards'] as const) {
    test(`${direction}, a log longer than what is read at once is seen whole, by pages and by filters`, async (t) => {
      const { host } = await tallyWorld(t, { tallies: 0, additions: 0 });
      for (const [name, count] of [
        ['name-rare', 1],
        ['name-many', 2500],
        ['name-rare', 1],
      ] as const)
        await append(host, name, count);
      for (const limit of [1000, 700]) {
        for (const [filter, count] of [
          [{}, 2502],
          [{ stream: 'name-many' }, 2500],
          [{ actor: 'name-many' }, 2500],
        ] as const) {
          const all = await allPages(host, { limit, direction, ...filter });
          assert.deepEqual(
            [all.length, new Set(all.map(place)).size],
            [count, count],
            JSON.stringify({ limit, ...filter }),
          );
        }
      }
    });

    test(`${direction}, a rare event is found in a long log, over pages that stop for breath`, async (t) => {
      const { host } = await tallyWorld(t, { tallies: 0, additions: 0 });
      for (const [name, count] of [
        ['name-rare', 1],
        ['name-many', 52_000],
        ['name-rare', 1],
      ] as const)
        await append(host, name, count);
      const first = await page(host, { limit: 10, actor: 'name-rare', direction });
      assert.deepEqual([first.events.length, first.end], [1, false]);
      const rare = await allPages(host, { limit: 10, actor: 'name-rare', direction });
      assert.deepEqual(rare.map(place).toSorted(), ['0.1', '0.52002']);
    });
  }

  test('a cursor that is none is refused', async (t) => {
    const { host } = await tallyWorld(t, { tallies: 0, additions: 0 });
    assert.deepEqual(await browseEvents(host, { limit: 1, after: 'no cursor!' }), { refusal: 'bad-cursor' });
  });
});
