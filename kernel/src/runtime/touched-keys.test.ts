import { deepStrictEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import { z } from 'zod';
import { event, type Recorded } from '../event.ts';
import type { EventStore, StoredEvent } from '../ports/index.ts';
import { view } from '../view.ts';
import { touchedKeys } from './touched-keys.ts';

const Happened = event('Happened', { about: 'Something.', schema: z.strictObject({ to: z.string() }) });
const things = view('things', {
  about: 'What happened to each.',
  reads: [Happened],
  row: z.strictObject({}),
  project: { Happened: { key: (e) => [e.data.to, 'all'], fold: (row) => row ?? {} } },
});

/** What 2,000 events touch, of which number `n` happened to `n`. */
async function touched(from: number, to: number): Promise<ReadonlySet<string> | undefined> {
  const events: Pick<EventStore, 'readPartition'> = {
    async readPartition(_partition, after, limit) {
      const position = Math.min(2000, after + limit);
      const found = Array.from({ length: position - after }, (_, i) => ({
        position: after + i + 1,
      })) as StoredEvent[];
      return { events: found, position };
    },
  };
  const decode = ({ position }: StoredEvent): Recorded =>
    ({ type: 'Happened', data: { to: String(position) } }) as Recorded;
  return touchedKeys({ events: events as EventStore, codec: { decode } }, things, () => from, [to]);
}

test('VW39: the rows that events between two stands touch are told, and no others', async () => {
  deepStrictEqual([...((await touched(3, 5)) ?? [])].toSorted(), ['4', '5', 'all']);
  equal((await touched(5, 5))?.size, 0);
});

test('VW39: where positions went back, or too much came in between, nobody knows which rows were touched', async () => {
  equal(await touched(5, 4), undefined, 'the build was begun anew');
  equal(await touched(0, 1500), undefined);
  equal(await touched(2000, 2001), undefined, 'the log does not reach so far');
});
