import { computed, type ReadonlySignal, signal } from '@preact/signals';

const topicsMax = 50;
const tabsMax = 50;

/** What the tabs of the browser want to hear of, together. */
export function topicsOfTabs(): {
  readonly all: ReadonlySignal<readonly string[]>;
  /** `true` for a tab that was not known. */
  set(tab: string, topics: readonly string[]): boolean;
  /** How many tabs there are. */
  count(): number;
  remove(tab: string): void;
} {
  const tabs = signal<ReadonlyMap<string, readonly string[]>>(new Map());
  return {
    all: computed(() => [...new Set([...tabs.value.values()].flat())].toSorted().slice(0, topicsMax)),
    set(tab, topics) {
      const next = new Map(tabs.peek());
      const isNew = !next.delete(tab);
      next.set(tab, topics);
      // A tab that was killed did not say that it went; those heard of last are there.
      tabs.value = new Map([...next].slice(-tabsMax));
      return isNew;
    },
    count: () => tabs.peek().size,
    remove(tab) {
      const next = new Map(tabs.peek());
      next.delete(tab);
      tabs.value = next;
    },
  };
}
