import type { Clock } from '../clock.ts';
import { compareShelves, copyShelves } from './copy-shelf.ts';
import { copyLog, nothingProved, proveLog, type Proved } from './copy-log.ts';
import { counting, type Count, type MoveProgress, type TellMove } from './move-progress.ts';
import { MoveRefused } from './move-refused.ts';
import type { Filling, Hold, MoveMark, MoveSource, MoveTarget } from './move-sides.ts';

export interface MoveOptions {
  readonly clock: Pick<Clock, 'steady' | 'now'>;
  readonly tell?: TellMove;
  /** Gives the move up between two pages; it can be taken up again. */
  readonly signal?: AbortSignal;
  /** What is longer than this is given up, so that writes go on. Default 60 s. */
  readonly heldMsMax?: number;
}

export interface MoveReport {
  readonly from: string;
  readonly to: string;
  readonly events: number;
  readonly commands: number;
  /** Where the chains end: as the source has them, and as the target has them. */
  readonly partitions: readonly {
    readonly partition: number;
    readonly head: number;
    readonly before: string;
    readonly checksum: string;
  }[];
  /** How long writes waited. */
  readonly heldMs: number;
}

/** So much may be left to do while writes wait. */
const restMax = 1000;
/** Where writes come faster than they are copied it is held all the same, after so many rounds. */
const roundsMax = 20;
const heldMsMaxDefault = 60_000;

/**
 * Moves a community to another store while it is used: copies its log and what is precious beside it, follows what is
 * written meanwhile, proves the copy; then holds writes, copies and proves the rest, and marks the source as moved.
 * Whatever ends it, the same call again goes on; at every moment at most one of the two takes writes.
 */
export async function moveStore(
  source: MoveSource,
  target: MoveTarget,
  options: MoveOptions,
): Promise<MoveReport> {
  const { clock, tell = () => {}, signal, heldMsMax = heldMsMaxDefault } = options;
  const mark = (kind: MoveMark['kind'], other: string, heads: readonly number[]): MoveMark => ({
    kind,
    community: source.community,
    other,
    since: new Date(clock.now()).toISOString(),
    heads,
  });
  const unlessStopped = (): void => {
    if (signal?.aborted) throw new MoveRefused('Given up before the end. The same command again goes on.');
  };
  const count = (phase: MoveProgress['phase'], total: number): Count =>
    counting(tell, clock, phase, total, unlessStopped);

  await checkSides(source, target);
  const filling = await target.begin(mark('filling', source.place, []), source.log.partitions);
  const logs = { from: source.log, to: filling.log };
  let proved = await nothingProved(logs);
  for (let round = 0; round < roundsMax; round++) {
    const upTo = await source.log.heads();
    const copied = await copyLog(logs, upTo, count('copying', missing(upTo, await filling.log.heads())));
    await withShelves(source, (shelves) => copyShelves(shelves, filling.shelves));
    const before = proved.events;
    proved = await proveLog(logs, proved, upTo, count('proving', sum(upTo) - before));
    if (copied <= restMax && proved.events - before <= restMax) break;
  }

  const began = clock.steady();
  const hold = await source.hold();
  try {
    const tooLong = (): void => {
      unlessStopped();
      if (clock.steady() - began > heldMsMax)
        throw new MoveRefused(
          `The rest took longer than ${heldMsMax / 1000} s, so writes go on at the source. The same command again goes on; at a quieter time it has less to do.`,
        );
    };
    const heads = await source.log.heads();
    const counted = counting(tell, clock, 'held', missing(heads, await filling.log.heads()), tooLong);
    await copyLog(logs, heads, counted);
    proved = await proveLog(logs, proved, heads, () => tooLong());
    await handOver(source, filling, proved);
    tooLong();
    await hold.close(mark('moved', target.place, heads));
  } catch (error) {
    await released(hold, error);
    throw error;
  }
  const heldMs = Math.round(clock.steady() - began);
  await filling.finish();
  return {
    from: source.place,
    to: target.place,
    events: proved.events,
    commands: proved.commands,
    partitions: proved.points.map(({ target: there, source: here }, partition) => ({
      partition,
      head: there.position,
      before: here.checksum,
      checksum: there.checksum,
    })),
    heldMs,
  };
}

async function checkSides(source: MoveSource, target: MoveTarget): Promise<void> {
  const [left, found] = [await source.mark(), await target.found()];
  if (left?.kind === 'filling')
    throw new MoveRefused(
      `${source.place} is itself being filled from ${left.other}, and not whole. Finish that move first.`,
    );
  if (left && left.other !== target.place)
    throw new MoveRefused(`${source.place} was moved to ${left.other} already, at ${left.since}.`);
  if (found === 'empty') {
    if (left)
      throw new MoveRefused(
        `${source.place} was moved to ${left.other}, at ${left.since}, and nothing is there now. Where it was lost, take the move back with --undo and begin anew.`,
      );
    return;
  }
  if (found === 'in-use')
    throw new MoveRefused(
      left
        ? `${source.place} was moved to ${left.other} already, at ${left.since}. There is nothing left to do.`
        : `${target.place} is in use: it holds a store of its own. Name an empty place.`,
    );
  if (found.kind === 'moved')
    throw new MoveRefused(
      `${target.place} was itself moved to ${found.other}, and is kept. Name an empty place.`,
    );
  if (found.community !== source.community)
    throw new MoveRefused(
      `${target.place} is being filled with another community, from ${found.other}. Name an empty place.`,
    );
}

/** What is precious beside the log, and that all of it is there. */
async function handOver(source: MoveSource, filling: Filling, proved: Proved): Promise<void> {
  await withShelves(source, async (shelves) => {
    await copyShelves(shelves, filling.shelves);
    const differs = await compareShelves(shelves, filling.shelves);
    if (differs !== undefined)
      throw new MoveRefused(`The copy of ${differs} is not what the source has. Nothing was switched over.`);
  });
  await filling.log.proveTotals(proved);
}

async function withShelves<T>(
  source: MoveSource,
  work: (shelves: Awaited<ReturnType<MoveSource['shelves']>>) => Promise<T>,
): Promise<T> {
  await using shelves = await source.shelves();
  // Awaited here: they are given back when this returns.
  return await work(shelves);
}

/** Writes go on, also where giving them back fails: then the first fault is told, with the second. */
async function released(hold: Hold, because: unknown): Promise<void> {
  try {
    await hold.release();
  } catch (cause) {
    throw new AggregateError([because, cause], `${String(because)}; and writes are still held.`, { cause });
  }
}

const sum = (positions: readonly number[]): number => positions.reduce((total, one) => total + one, 0);
const missing = (upTo: readonly number[], heads: readonly number[]): number => sum(upTo) - sum(heads);
