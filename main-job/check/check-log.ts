import type { Findings } from './findings.ts';
import { answered, type Reach } from './reach.ts';

interface Line {
  readonly kind: string;
  readonly events?: number;
  readonly damage?: readonly {
    readonly partition: number;
    readonly position: number;
    readonly what: string;
  }[];
}

interface Parked {
  readonly events: readonly { readonly id: string }[];
  readonly messages: readonly { readonly id: string }[];
  readonly skipped: readonly { readonly id: string }[];
}

/** TE2: the chains are whole. And nothing was set aside. */
export async function checkLog(reach: Reach, events: number, found: Findings): Promise<void> {
  const { status, text } = await reach.operate('/v1/operator/verify', 'POST');
  const last = JSON.parse(text.trim().split('\n').at(-1) ?? '{}') as Line;
  if (status !== 200 || last.kind !== 'done' || !last.damage)
    throw new Error(`verify: expected to be done, found ${status} ${text.slice(-300)}`);
  for (const { partition, position, what } of last.damage)
    found.differs(`verify, event ${partition}.${position}: ${what}`);
  if ((last.events ?? 0) < events)
    found.differs(`verify: expected ${events} events or more, found ${last.events}`);
  found.counted('verified events', last.events ?? 0);
  const path = '/v1/operator/dead-letters';
  const parked = answered(await reach.operate(path), path) as Parked;
  for (const [what, ones] of Object.entries(parked) as [string, Parked['events']][])
    for (const { id } of ones) found.differs(`${what} set aside: expected none, found ${id}`);
}
