import { effect, signal } from '@preact/signals';
import { call } from '../api/call.ts';
import { pages } from '../api/paths.ts';
import { member, whenForgotten } from '../api/session.ts';
import { oneAtATime } from './one-at-a-time.ts';

/** Beyond this many, that there are more is all one needs to know. */
export const countedMax = 9;

/** How many people ask to follow; one more than are counted stands for all beyond. */
export const requestCount = signal(0);

export const readRequestCount = oneAtATime(async () => {
  const asker = member.peek()?.id;
  if (asker === undefined) return;
  const { items } = await call<{ items: readonly unknown[] }>('GET', pages.followRequests(countedMax + 1));
  if (member.peek()?.id === asker) requestCount.value = items.length;
});

/** Knows of requests from now on; the live stream tells of those that come and go. */
export function countRequests(): void {
  whenForgotten(() => void (requestCount.value = 0));
  effect(() => {
    if (member.value) readRequestCount();
  });
  document.addEventListener('visibilitychange', () => {
    if (!document.hidden) readRequestCount();
  });
}
