import { computed, effect, signal } from '@preact/signals';
import { reads } from '../api/call.ts';
import { member } from '../api/session.ts';
import { lead } from './lead.ts';
import { type LiveNews, takeNews } from './news.ts';
import { toldLate } from './told-late.ts';
import { topicsOfTabs } from './topics-of-tabs.ts';

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
  const setStands = (stands: boolean | undefined): void => {
    streamStands.value = stands;
    tell({ say: 'stands', stands });
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
      stands: setStands,
      lost() {
        if (streamStands.value === true) setStands(false);
      },
    });
  });
}
