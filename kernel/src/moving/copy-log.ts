import type { ChainPoint, FillableLog, MovableLog } from './movable-log.ts';
import type { Count } from './move-progress.ts';
import { MoveRefused } from './move-refused.ts';

interface Logs {
  readonly from: MovableLog;
  readonly to: FillableLog;
}

/** Copies what the target lacks of the partitions, up to these positions. Answers how many events that were. */
export async function copyLog({ from, to }: Logs, upTo: readonly number[], count: Count): Promise<number> {
  const heads = await to.heads();
  let copied = 0;
  for (const [partition, end] of upTo.entries()) {
    const start = heads[partition] ?? 0;
    if (start > end) throw otherEvents(partition, end + 1);
    let source: ChainPoint = { position: start, checksum: await from.checksumAt(partition, start) };
    let target: ChainPoint = { position: start, checksum: await to.checksumAt(partition, start) };
    while (source.position < end) {
      const page = await from.read(partition, source, end);
      target = await to.append(partition, target, page.events);
      source = page.end;
      copied += page.events.length;
      count(page.events.length);
    }
  }
  return copied;
}

/** What was proved of a target so far: how far its events are the source's, and what its indexes must hold. */
export interface Proved {
  readonly points: readonly { readonly target: ChainPoint; readonly source: ChainPoint }[];
  readonly events: number;
  readonly commands: number;
}

export async function nothingProved({ from, to }: Logs): Promise<Proved> {
  const points = [];
  for (let partition = 0; partition < from.partitions; partition++)
    points.push({
      target: { position: 0, checksum: await to.checksumAt(partition, 0) },
      source: { position: 0, checksum: await from.checksumAt(partition, 0) },
    });
  return { points, events: 0, commands: 0 };
}

/**
 * Reads the target back, up to these positions: its own chain holds, and the chain of the source, made anew from what
 * was read, comes to the checksum that the source has there. So both logs hold the same events at the same places.
 */
export async function proveLog(
  { from, to }: Logs,
  before: Proved,
  upTo: readonly number[],
  count: Count,
): Promise<Proved> {
  let { events, commands } = before;
  const points = [];
  for (const [partition, end] of upTo.entries()) {
    let { target, source } = before.points[partition] as Proved['points'][number];
    while (target.position < end) {
      const page = await to.read(partition, target, end);
      let { checksum } = source;
      for (const event of page.events) {
        checksum = from.chained(checksum, partition, event);
        if (event.command) commands++;
      }
      target = page.end;
      source = { position: target.position, checksum };
      if ((await from.checksumAt(partition, source.position)) !== checksum)
        throw otherEvents(partition, source.position);
      events += page.events.length;
      count(page.events.length);
    }
    points.push({ target, source });
  }
  return { points, events, commands };
}

const otherEvents = (partition: number, position: number): MoveRefused =>
  new MoveRefused(
    `The target holds other events than the source, at or before ${position} of partition ${partition}: it was filled from another state of this community. Empty the target, or name another one.`,
  );
