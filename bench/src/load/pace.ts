import type { Figure } from '../bench.ts';
import { startBareHono } from '../reference/start-bare-hono.ts';
import { ratesOf, type Rates } from './rates.ts';

/** How often bare Hono sends 1 KB of JSON from one processor of the machine that the bars were set on. */
const calmPerSecond = 75_000;

const body = JSON.stringify({ text: 'Long run this morning, up the hill and back. '.repeat(22) });
const fixed = { status: 200, body, headers: { 'content-type': 'application/json' } };
const requests = { method: 'GET', paths: ['/'], tokens: [''], expectedStatus: 200 } as const;
const seconds = 1.5;
const warmUpSeconds = 1;

/** How fast this machine is now. */
export interface Pace {
  readonly reference: NonNullable<Figure['reference']>;
  /** A bar for now: what others take of the processor and its caches, all programs lack. Never raised. */
  atLeast(perSecond: number): { readonly atLeast: number };
  /** Likewise; never lowered. */
  atMost(ms: number): { readonly atMost: number };
}

/** Has bare Hono send 1 KB of JSON as often as it can, before `work` and after it. */
export async function atPace<T>(work: () => Promise<T>): Promise<readonly [T, Pace]> {
  const bare = await startBareHono(fixed);
  const rate = (): Promise<Rates> => ratesOf(bare, requests, seconds, warmUpSeconds);
  try {
    const before = await rate();
    const done = await work();
    const after = await rate();
    const value = (before.perSecond + after.perSecond) / 2;
    const times = Math.max(1, calmPerSecond / value);
    return [
      done,
      {
        reference: { name: 'bare Hono, 1 KB', value },
        atLeast: (perSecond) => ({ atLeast: perSecond / times }),
        atMost: (ms) => ({ atMost: ms * times }),
      },
    ];
  } finally {
    bare.stop();
  }
}
