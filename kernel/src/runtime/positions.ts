import type { Written } from '../ports/index.ts';
import type { Positions } from './dispatch.ts';

/** The token of `Touchline-Position`: `partition.position` pairs, dot and dash separated. Opaque to clients. */
export const positionToken = (positions: Positions): string =>
  [...positions]
    .map(([partition, position]) => `${partition.toString(36)}.${position.toString(36)}`)
    .join('-');

/** Parses a token; `undefined` when it is none. */
export function positionsFrom(token: string): Positions | undefined {
  if (token.length > 1024) return undefined;
  const positions = new Map<number, number>();
  for (const pair of token.split('-')) {
    const match = /^([0-9a-z]{1,4})\.([0-9a-z]{1,11})$/.exec(pair);
    if (!match) return undefined;
    const position = parseInt(match[2] as string, 36);
    if (!Number.isSafeInteger(position)) return undefined;
    positions.set(parseInt(match[1] as string, 36), position);
  }
  return positions;
}

/** The least positions that cover both. */
export function joined(a: Positions, b: Positions): Positions {
  const all = new Map(a);
  for (const [partition, position] of b) all.set(partition, Math.max(position, all.get(partition) ?? 0));
  return all;
}

/** The positions that cover everything written. */
export function positionsOf(written: readonly Written[]): Positions {
  const positions = new Map<number, number>();
  for (const { partition, firstPosition, count } of written)
    positions.set(partition, Math.max(positions.get(partition) ?? 0, firstPosition + count - 1));
  return positions;
}
