import assert from 'node:assert/strict';
import { DatabaseSync } from 'node:sqlite';

/** An event as it stands in the log's file. */
export interface LogRow {
  readonly partition: number;
  readonly position: number;
  readonly stream: string;
  readonly version: number;
  readonly type: string;
  readonly data: string;
}

const partitionSpan = 2 ** 44;

/** The log as its file has it, past all of our own reading code; the server may be running meanwhile. */
export function logRows(path: string): LogRow[] {
  const db = new DatabaseSync(path, { readOnly: true });
  try {
    const rows = db
      .prepare(
        'SELECT e.seq, e.stream, e.version, t.name AS type, e.data FROM events e JOIN types t ON t.id = e.type ORDER BY e.seq',
      )
      .all() as unknown as (Omit<LogRow, 'partition' | 'position'> & { seq: number })[];
    return rows.map(({ seq, ...row }) => ({
      ...row,
      partition: Math.floor(seq / partitionSpan),
      position: seq % partitionSpan,
    }));
  } finally {
    db.close();
  }
}

/** ES2, ES3: versions and positions without a gap or a repeat. */
export function assertGapless(rows: readonly LogRow[]): void {
  const positions = new Map<number, number>();
  const versions = new Map<string, number>();
  for (const { partition, position, stream, version } of rows) {
    const last = positions.get(partition) ?? 0;
    assert.equal(position, last + 1, `partition ${partition} goes on from ${last} to ${position}`);
    positions.set(partition, position);
    const before = versions.get(stream) ?? 0;
    assert.equal(version, before + 1, `${stream} goes on from version ${before} to ${version}`);
    versions.set(stream, version);
  }
}
