import { effect, signal } from '@preact/signals';
import { reads } from '../api/call.ts';
import { leastOf } from '../api/covers.ts';
import { member, renewSession } from '../api/session.ts';
import { readShownAgain } from '../store/read-shown-again.ts';
import type { LiveNews } from './news.ts';
import type { SseEvent } from './sse.ts';
import { hearStream, type StreamEnd } from './stream.ts';

const backMsMin = 2_000;
const backMsMax = 60_000;
const restlessMs = 300;

type Topics = { readonly value: readonly string[] };

interface Lead {
  readonly topics: Topics;
  readonly news: (news: LiveNews, topics: readonly string[]) => void;
  readonly stands: (stands: true | undefined) => void;
  readonly lost: () => void;
}

/** Keeps a stream of what the tabs want, for as long as the page lives. */
export async function lead({ topics, news, stands, lost }: Lead): Promise<never> {
  const client = crypto.randomUUID();
  let after: string | undefined;
  let backMs = backMsMin;
  let heardBefore = false;
  let whose: string | undefined;
  for (;;) {
    if (topics.value.length === 0) stands(undefined);
    const asked = await settled(topics);
    // Another person hears nothing that was told to the one before.
    if (whose !== member.value?.id) after = undefined;
    whose = member.value?.id;
    // The page was read before it listens: it is told what came in between.
    const lacking = reads.least.peek();
    after = after === undefined || lacking === undefined ? (after ?? lacking) : leastOf(after, lacking);
    const isHeard = signal(false);
    const changed = new AbortController();
    const stop = effect(() => {
      const isAsked = sameTopics(topics.value, asked) && member.value?.id === whose;
      // An answer that is older than the stream came after it began: it is told from there.
      const isLate = isHeard.value && reads.least.value !== undefined;
      if (!isAsked || isLate) changed.abort();
    });
    const begun = (at: string, isResumed: boolean): void => {
      backMs = backMsMin;
      // What is shown is read again.
      if (after !== undefined && !isResumed) reads.forget();
      stands(true);
      if (heardBefore && !isResumed) readShownAgain();
      heardBefore = true;
      reads.toldAfter(at);
      isHeard.value = true;
    };
    const onEvent = (event: SseEvent): void => {
      if (event.kind === 'hello' && event.id !== undefined)
        begun(event.id, (JSON.parse(event.data) as { resumed?: boolean }).resumed === true);
      after = event.id ?? after;
      if (event.kind === 'beat' || event.id === undefined) return;
      const data = JSON.parse(event.data) as Record<string, unknown>;
      if (event.kind === 'bye' && data['reason'] === 'session-ended') renewSession().catch(() => {});
      news({ kind: event.kind, id: event.id, data }, asked);
    };
    const end = await hearStream({ topics: asked, after, client, onEvent, signal: changed.signal }).catch(
      (): StreamEnd | undefined => undefined,
    );
    reads.toldAfter(undefined);
    isHeard.value = false;
    if (changed.signal.aborted) {
      stop();
      continue;
    }
    lost();
    const isRenewed =
      end?.why === 'refused' && end.status === 401 && (await renewSession().catch(() => false));
    // What the server no longer has cannot be followed.
    if (end?.why === 'refused' && end.status === 400) {
      after = undefined;
      reads.forget();
    }
    const leastMs = end?.why === 'refused' && !isRenewed ? end.retryAfterS * 1000 : 0;
    await pause(Math.max(leastMs, backMs * (0.5 + Math.random())), changed.signal);
    stop();
    backMs = Math.min(backMs * 2, backMsMax);
  }
}

const sameTopics = (a: readonly string[], b: readonly string[]): boolean => a.join(' ') === b.join(' ');

/** Waits until there is something to hear, and until those who want it have settled. */
async function settled(topics: Topics): Promise<readonly string[]> {
  for (;;) {
    await new Promise<void>((resolve) => {
      const stop = effect(() => {
        if (topics.value.length > 0) queueMicrotask(() => (stop(), resolve()));
      });
    });
    const now = topics.value;
    await pause(restlessMs);
    if (now.length > 0 && sameTopics(now, topics.value)) return now;
  }
}

/** Ends early when the connection comes back or something else is wanted. */
function pause(ms: number, changed?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      removeEventListener('online', done);
      changed?.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    addEventListener('online', done);
    changed?.addEventListener('abort', done);
    if (changed?.aborted) done();
  });
}
