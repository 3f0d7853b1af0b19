import assert from 'node:assert/strict';
import { DatabaseSync } from 'node:sqlite';

/** An event as it stands in the log's file. */
export interface LogRow {
  readonly partition: number;
  readonly position: number;
  readonly stream: string;
  readonly version: number;
  readonly type: string;
  /** Without what is sealed in it. */
  readonly data: string;
}

const partitionSpan = 2 ** 44;

interface Stored {
  readonly seq: number;
  readonly stream: string;
  readonly version: number;
  readonly actor: string;
  readonly type: string;
  readonly data: string | Uint8Array;
}

/** The log as its file has it, past all of our own reading code; the server may be running meanwhile. */
export function logRows(path: string): LogRow[] {
  const db = new DatabaseSync(path, { readOnly: true });
  try {
    const rows = db
      .prepare(
        `SELECT e.seq, e.stream, e.version, e.actor, t.name AS type, e.data FROM events e JOIN types t ON t.id = e.type
         ORDER BY e.seq`,
      )
      .all() as unknown as Stored[];
    return rows.map(({ seq, actor, ...row }) => ({
      ...row,
      data: withIds(withoutSealed(row.data), row.stream, actor),
      partition: Math.floor(seq / partitionSpan),
      position: seq % partitionSpan,
    }));
  } finally {
    db.close();
  }
}

/** A sealed field is a 4, the number of its bytes in two, the lower first, and these. */
function withoutSealed(data: string | Uint8Array): string {
  if (typeof data === 'string') return data;
  const bytes = Buffer.from(data);
  const at = bytes.indexOf(4);
  if (at < 0) return bytes.toString();
  const rest = bytes.subarray(at + 3 + bytes.readUInt16LE(at + 1));
  return `${bytes.toString('utf8', 0, at)}null${withoutSealed(rest)}`;
}

/** A 1 is the actor's id, a 2 and a 3 are those in the stream's name. */
function withIds(data: string, stream: string, actor: string): string {
  const [, first = '', second = ''] = /-([^.]*)\.?(.*)/.exec(stream) ?? [];
  return data.replaceAll('\x01', actor).replaceAll('\x02', first).replaceAll('\x03', second);
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
