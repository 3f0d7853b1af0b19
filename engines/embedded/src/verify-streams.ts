import type { DatabaseSync } from 'node:sqlite';
import type { VerifyReport } from '@touchline/kernel/ports';
import { partitionOf, positionOf } from './log-schema.ts';
import { arrays } from './sqlite.ts';

export type Damage = VerifyReport['damage'][number];

const pageSize = 5000; // entries between two turns of the event loop

/**
 * ES2 on disk: each stream's versions are 1, 2, 3 …, and the index of streams leads to every event, and to it alone. The
 * index is covered by no checksum, nor are the trees, so each entry and each event is looked up from the root, as readers
 * do: a join steps from one to the next and would not notice where the way down leads astray.
 */
export async function verifyStreams(
  db: DatabaseSync,
  events: number,
  report: (found: Damage) => void,
): Promise<void> {
  try {
    await fromEntryToEvent(db, events, report);
    await fromEventToEntry(db, events, report);
  } catch (error) {
    const what = `the index of streams cannot be read (${(error as Error).message})`;
    report({ partition: 0, position: 0, what });
  }
}

const placeOf = (seq: number): Pick<Damage, 'partition' | 'position'> => ({
  partition: partitionOf(seq),
  position: positionOf(seq),
});

async function fromEntryToEvent(
  db: DatabaseSync,
  events: number,
  report: (found: Damage) => void,
): Promise<void> {
  const page = arrays<[stream: string, version: number, seq: number, same: 0 | 1 | null]>(
    db,
    `SELECT i.stream, i.version, i.seq,
       (SELECT e.stream IS i.stream AND e.version IS i.version FROM events e WHERE e.seq = i.seq)
     FROM events i INDEXED BY streams
     WHERE (i.stream, i.version) > (?, ?) ORDER BY i.stream, i.version LIMIT ${pageSize}`,
  );
  let stream = '';
  let version = 0;
  let indexed = 0;
  for (;;) {
    const rows = page.all(stream, version);
    for (const [name, number, seq, same] of rows) {
      if (!same)
        report({ ...placeOf(seq), what: `the index of streams has it as version ${number} of ${name}` });
      if (number !== (name === stream ? version + 1 : 1))
        report({ ...placeOf(seq), what: `version ${number} of ${name} does not follow the one before` });
      stream = name;
      version = number;
    }
    indexed += rows.length;
    // Entries out of order could lead round in circles.
    if (rows.length === 0 || indexed > events) break;
    await new Promise(setImmediate);
  }
  if (indexed !== events) {
    const what = `${events} events stand in the log, ${indexed} in the index of streams`;
    report({ partition: 0, position: 0, what });
  }
}

async function fromEventToEntry(
  db: DatabaseSync,
  events: number,
  report: (found: Damage) => void,
): Promise<void> {
  const page = arrays<[seq: number, isFound: 0 | 1]>(
    db,
    `SELECT e.seq, (SELECT i.seq FROM events i INDEXED BY streams
       WHERE i.stream = e.stream AND i.version = e.version) IS e.seq
     FROM events e NOT INDEXED WHERE e.seq > ? ORDER BY e.seq LIMIT ${pageSize}`,
  );
  let last = 0;
  for (let looked = 0; looked <= events;) {
    const rows = page.all(last);
    for (const [seq, isFound] of rows)
      if (!isFound) report({ ...placeOf(seq), what: 'the index of streams does not lead to it' });
    looked += rows.length;
    const end = rows.at(-1)?.[0] ?? last;
    if (end <= last) break; // Out of order: the walk over the events has told of it.
    last = end;
    await new Promise(setImmediate);
  }
}
