import type { Written } from '../ports/index.ts';
import type { Positions } from './dispatch.ts';

/**
 * The token of `Touchline-Position`: `partition.position` pairs, dot and dash separated. Opaque to clients.
 * `within` marks the partition of whose last event more is to be told (LV2).
 */
export const positionToken = (positions: Positions, within?: number): string =>
  [...positions]
    .map(
      ([partition, position]) =>
        `${partition.toString(36)}.${position.toString(36)}${partition === within ? '~' : ''}`,
    )
    .join('-');

/** Parses a token: what a read that brings it is to show. `undefined` when it is none, or of more partitions. */
export const positionsFrom = (token: string, partitions = Infinity): Positions | undefined => {
  const positions = parsed(token, 0);
  return positions && [...positions.keys()].every((partition) => partition < partitions)
    ? positions
    : undefined;
};

/** Parses the id of a live event: what its reader was told wholly. */
export const toldUpTo = (id: string): Positions | undefined => parsed(id, 1);

function parsed(token: string, lessWithin: 0 | 1): Positions | undefined {
  if (token.length > 1024) return undefined;
  const positions = new Map<number, number>();
  for (const pair of token.split('-')) {
    const match = /^([0-9a-z]{1,4})\.([0-9a-z]{1,11})(~?)$/.exec(pair);
    if (!match) return undefined;
    const [partition, position] = [parseInt(match[1] as string, 36), parseInt(match[2] as string, 36)];
    if (!Number.isSafeInteger(position) || positions.has(partition)) return undefined;
    const less = match[3] === '~' ? lessWithin : 0;
    positions.set(partition, Math.max(0, position - less));
  }
  return positions;
}

/** The least positions that cover both: the second ones themselves where they do. */
export function joined(a: Positions, b: Positions): Positions {
  if (covers(b, a)) return b;
  const all = new Map(a);
  for (const [partition, position] of b) all.set(partition, Math.max(position, all.get(partition) ?? 0));
  return all;
}

function covers(all: Positions, some: Positions): boolean {
  for (const [partition, position] of some) if ((all.get(partition) ?? 0) < position) return false;
  return true;
}

/** The positions that cover everything written. */
export function positionsOf(written: readonly Written[]): Positions {
  const positions = new Map<number, number>();
  for (const { partition, firstPosition, count } of written)
    positions.set(partition, Math.max(positions.get(partition) ?? 0, firstPosition + count - 1));
  return positions;
}
