import { computed, effect } from '@preact/signals';
import { call } from '../api/call.ts';
import { member } from '../api/session.ts';
import type { Post } from '../api/shapes.ts';
import { outbox } from '../outbox/outbox.ts';
import { stored } from '../outbox/stored.ts';
import type { Wish } from '../outbox/wish.ts';
import { afterPaint } from '../ui/after-paint.ts';
import { followDeed } from './follow-deed.ts';
import { publishDeed } from './publish-deed.ts';
import { kudosDeed, repostDeed } from './reaction-deed.ts';
import { unpublish } from './change-post.ts';

const author = (): Post['author'] => member.value ?? { id: '', handle: '', name: '' };

/** What this browser still has to tell the server. */
export const myOutbox = outbox({
  deeds: {
    publish: publishDeed({ author, unpublish }),
    kudos: kudosDeed,
    repost: repostDeed,
    follow: followDeed,
  },
  store: stored('outbox'),
  send: ({ method, path, body, key }: Wish) => call(method, path, { key, ...(body && { body }) }),
  alone: (work) => navigator.locks.request('touchline.outbox', work),
  person: () => member.value?.id,
  online: () => navigator.onLine,
  later: (work, delayMs) => void setTimeout(work, delayMs),
  seen: afterPaint,
});

/** Sends what waits whenever that may work again, and what somebody left here when they are back. */
export function startOutbox(): void {
  addEventListener('online', () => void myOutbox.flush());
  document.addEventListener('visibilitychange', () => {
    if (!document.hidden) void myOutbox.flush();
  });
  const whose = computed(() => member.value?.id);
  effect(() => {
    if (whose.value !== undefined) void myOutbox.restore();
  });
}
