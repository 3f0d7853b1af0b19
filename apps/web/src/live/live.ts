import { computed, effect, signal } from '@preact/signals';
import { reads } from '../api/call.ts';
import { member, renewSession } from '../api/session.ts';
import { readShownAgain } from '../store/read-shown-again.ts';
import { type LiveNews, takeNews } from './news.ts';
import type { SseEvent } from './sse.ts';
import { hearStream, type StreamEnd } from './stream.ts';
import { toldLate } from './told-late.ts';
import { topicsOfTabs } from './topics-of-tabs.ts';

const backMsMin = 2_000;
const backMsMax = 60_000;
const restlessMs = 300;

/** What this tab shows and so wants to hear of. */
const wanted = signal<readonly string[]>([]);

/** Whether the stream stands; `undefined` until it stood for the first time, and while no tab wants one. */
const streamStands = signal<boolean | undefined>(undefined);

/** Whether what is shown is how it is now; `undefined` where nothing is heard of. */
export const liveStands = computed(() => (wanted.value.length === 0 ? undefined : streamStands.value));

export const hearOf = (topics: readonly string[]): void => void (wanted.value = topics);

type Message =
  | { readonly say: 'news'; readonly news: LiveNews; readonly topics: readonly string[] }
  | { readonly say: 'stands'; readonly stands: boolean | undefined }
  | { readonly say: 'want'; readonly tab: string; readonly topics: readonly string[] }
  | { readonly say: 'who' }
  | { readonly say: 'gone'; readonly tab: string };

/** One stream for all tabs of the browser: the tab that holds the lock hears it and tells the others. */
export function startLive(): void {
  const tab = crypto.randomUUID();
  const channel = new BroadcastChannel('touchline.live');
  const tabs = topicsOfTabs();
  const late = toldLate<Message>(() => Date.now());
  const tell = (message: Message): void => channel.postMessage(message);
  const want = (): void => {
    tabs.set(tab, wanted.value);
    tell({ say: 'want', tab, topics: wanted.value });
  };
  channel.addEventListener('message', ({ data }: MessageEvent<Message>) => {
    switch (data.say) {
      case 'news':
        return takeNews(data.news, data.topics);
      case 'stands':
        return void (streamStands.value = data.stands);
      case 'want':
        if (tabs.set(data.tab, data.topics)) for (const message of late.take()) tell(message);
        return;
      case 'gone':
        return tabs.remove(data.tab);
      case 'who':
        return want();
    }
  });
  effect(want);
  effect(() => {
    // What was read for somebody else says nothing of what is shown now.
    void member.value?.id;
    reads.forget();
  });
  addEventListener('pagehide', () => tell({ say: 'gone', tab }));
  // Never let go of: the lock goes to the next tab when this one closes.
  void navigator.locks.request('touchline.live', () => {
    tell({ say: 'who' });
    return lead({
      topics: tabs.all,
      news: (news, topics) => {
        takeNews(news, topics);
        // To tell nobody takes longer than to show it here.
        if (tabs.count() > 1) tell({ say: 'news', news, topics });
        else late.keep({ say: 'news', news, topics });
      },
      stands: (stands) => {
        streamStands.value = stands;
        tell({ say: 'stands', stands });
      },
    });
  });
}

interface Lead {
  readonly topics: { readonly value: readonly string[] };
  readonly news: (news: LiveNews, topics: readonly string[]) => void;
  readonly stands: (stands: boolean | undefined) => void;
}

/** Keeps a stream of what the tabs want, for as long as the page lives. */
async function lead({ topics, news, stands }: Lead): Promise<never> {
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
    after ??= reads.least();
    const changed = new AbortController();
    const stop = effect(() => {
      if (!sameTopics(topics.value, asked) || member.value?.id !== whose) changed.abort();
    });
    const onEvent = (event: SseEvent): void => {
      after = event.id ?? after;
      if (event.kind === 'beat' || event.id === undefined) return;
      const data = JSON.parse(event.data) as Record<string, unknown>;
      if (event.kind === 'hello') {
        backMs = backMsMin;
        reads.forget();
        stands(true);
        if (heardBefore && data['resumed'] !== true) readShownAgain();
        heardBefore = true;
      }
      if (event.kind === 'bye' && data['reason'] === 'session-ended') void renewSession();
      news({ kind: event.kind, id: event.id, data }, asked);
    };
    const end = await hearStream({ topics: asked, after, client, onEvent, signal: changed.signal }).catch(
      (): StreamEnd | undefined => undefined,
    );
    if (changed.signal.aborted) {
      stop();
      continue;
    }
    if (streamStands.value === true) stands(false);
    const isRenewed = end?.why === 'refused' && end.status === 401 && (await renewSession());
    // What the server no longer has cannot be followed.
    if (end?.why === 'refused' && end.status === 400) after = undefined;
    const leastMs = end?.why === 'refused' && !isRenewed ? end.retryAfterS * 1000 : 0;
    await pause(Math.max(leastMs, backMs * (0.5 + Math.random())), changed.signal);
    stop();
    backMs = Math.min(backMs * 2, backMsMax);
  }
}

const sameTopics = (a: readonly string[], b: readonly string[]): boolean => a.join(' ') === b.join(' ');

/** Waits until there is something to hear, and until those who want it have settled. */
async function settled(topics: { readonly value: readonly string[] }): Promise<readonly string[]> {
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
