import { computed, effect, signal } from '@preact/signals';
import { Refused } from '@touchline/web/failure';
import { ask, operatorKey } from '../api/ask.ts';
import type { ReadOverview } from '../api/shapes.ts';

/** How everything stands, looked at every few seconds by the frame and the first page alike. */
export const overview = signal<ReadOverview | undefined>(undefined);
/** Why the last look failed; the figures shown are of the one before. */
export const overviewFault = signal<unknown>(undefined);

type Entry = 'asking' | 'out' | 'in' | 'not-allowed' | 'away';

/** Whether somebody is in, and if not, why. */
export const entry = signal<Entry>('asking');

export const role = computed(() => overview.value?.caller.role ?? 'viewer');
export const mayAct = computed(() => role.value !== 'viewer');
export const mayDecide = computed(() => role.value === 'administrator');

const everyMs = 3_000;
/** A server that takes the question and gives no answer is away, too. */
const answerMsMax = 10_000;
let timer: ReturnType<typeof setTimeout> | undefined;
let isTicking = false;
let looks = 0;

/** Nobody is in any more: nothing stays of what was seen, nor comes of what was asked for before. */
export function goOut(why: 'out' | 'not-allowed'): void {
  looks++;
  overview.value = undefined;
  operatorKey.value = undefined;
  entry.value = why;
}

/** Looks once, and says whether somebody may be here. The last look counts. */
export async function lookAgain(): Promise<void> {
  const look = ++looks;
  const isLast = (): boolean => look === looks;
  const late = new AbortController();
  const limit = setTimeout(() => late.abort(), answerMsMax);
  try {
    const seen = await ask<ReadOverview>('operator/overview', { signal: late.signal });
    if (!isLast()) return;
    overview.value = seen;
    overviewFault.value = undefined;
    entry.value = 'in';
  } catch (error) {
    if (!isLast()) return;
    const status = error instanceof Refused ? error.problem.status : undefined;
    if (status === 401 || status === 403) return goOut(status === 401 ? 'out' : 'not-allowed');
    overviewFault.value = error;
    if (entry.value !== 'in') entry.value = 'away';
  } finally {
    clearTimeout(limit);
  }
}

const isLookedAt = (): boolean => !document.hidden && (entry.value === 'in' || entry.value === 'away');

/** Looks now, and then every so often. One at a time: each would go on by itself. */
async function tick(): Promise<void> {
  if (isTicking) return;
  clearTimeout(timer);
  isTicking = true;
  if (entry.value === 'asking' || isLookedAt()) await lookAgain();
  isTicking = false;
  timer = setTimeout(() => void tick(), everyMs);
}

export function startState(): void {
  void tick();
  document.addEventListener('visibilitychange', () => {
    if (document.hidden) return;
    // Who is not in may have logged in elsewhere.
    void (isLookedAt() ? tick() : lookAgain());
  });
  effect(() => {
    const lost = overviewFault.value !== undefined;
    document.documentElement.classList.toggle('stale', lost);
  });
}
