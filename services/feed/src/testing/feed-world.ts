import type { Look, MemoryLook, ViewType } from '@touchline/kernel';
import { feed } from '../feed.ts';
import { feedPage } from '../hydration/feed-page.ts';
import { followFeeds, homeFeed } from '../home-feed/home-feed.ts';
import { homeFeedLimits, type HomeFeedLimits } from '../home-feed/limits.ts';
import { feedLog } from './feed-log.ts';
import { gated, rowViews } from './row-views.ts';

export interface FeedAnswer {
  readonly items: readonly {
    readonly id: string;
    readonly author: { readonly id: string };
    readonly text: string;
    readonly counts: { readonly kudos: number; readonly replies: number; readonly reposts: number };
    readonly viewer: { readonly kudos: boolean; readonly reposted: boolean };
  }[];
  readonly next?: string;
}

interface WorldOptions {
  readonly partitions?: number;
  readonly limits?: HomeFeedLimits;
  /** Breaks the promise that rows are waited for, to show that tests would notice. */
  readonly impatient?: boolean;
}

/** The feed service on a log, where the test decides which part of it moves next. */
export function feedWorld(options: WorldOptions = {}) {
  const log = feedLog(options.partitions ?? 1);
  const rows = rowViews(log, feed.views);
  const applied = log.heads().map(() => 0);
  const held: (() => void)[] = [];
  const behind: { readonly isOver: () => boolean; readonly resolve: () => void }[] = [];
  let holds = false;
  let breaks = false;
  const gate = async (): Promise<void> => {
    if (breaks) throw new Error('rows cannot be read');
    if (holds) await new Promise<void>((resolve) => held.push(resolve));
  };

  const reached = (view: ViewType, positions: readonly number[]): boolean =>
    positions.every((position, partition) => rows.cursors(view)[partition]! >= position);

  const look: MemoryLook = {
    ...gated(rows.look, gate),
    caughtUp(views) {
      const positions = [...applied];
      const isOver = (): boolean =>
        options.impatient === true || views.every((view) => reached(view, positions));
      return isOver() ? Promise.resolve() : new Promise((resolve) => behind.push({ isOver, resolve }));
    },
  };
  const memory = followFeeds(look, options.limits ?? homeFeedLimits, gate);

  function advanceRows(view: ViewType, partition: number, count = Infinity): void {
    rows.advance(view, partition, count);
    for (const one of behind.filter(({ isOver }) => isOver())) {
      behind.splice(behind.indexOf(one), 1);
      one.resolve();
    }
  }

  function advanceMemory(partition: number, count = Infinity): void {
    const from = applied[partition]!;
    const known = new Set<string>(homeFeed.reads.map(({ type }) => type));
    for (const event of log.partitions[partition]!.slice(from, from + count)) {
      if (known.has(event.type)) memory.apply(event as Parameters<typeof memory.apply>[0]);
      applied[partition]! += 1;
    }
  }

  /** The rows come as far as the memory view is, and no further. */
  function rowsReachMemory(): void {
    for (const [partition, position] of applied.entries())
      for (const view of rows.views) {
        const left = position - rows.cursors(view)[partition]!;
        if (left > 0) advanceRows(view, partition, left);
      }
  }

  /** Events pass the memory view by, as when the store was restored; it is told to forget. */
  function skipMemory(partition: number, count: number): void {
    applied[partition] = Math.min(applied[partition]! + count, log.partitions[partition]!.length);
    memory.reset();
  }

  async function read(viewer: string, before?: string, limit = 30): Promise<FeedAnswer> {
    const viewLook = { ...gated(rows.look, gate), memory: () => memory } as unknown as Look;
    const page = await feedPage({ look: viewLook, feed: memory, viewer }, before, limit);
    return JSON.parse(page.text) as FeedAnswer;
  }

  return {
    log,
    rows,
    memory,
    applied,
    advanceRows,
    advanceMemory,
    skipMemory,
    rowsReachMemory,
    read,
    /** Reads of rows wait until they are let go one by one. */
    hold: () => void (holds = true),
    letGo: (which = 0) => held.splice(held.length === 0 ? 0 : which % held.length, 1)[0]?.(),
    breakReads() {
      breaks = true;
      return { mend: () => void (breaks = false) };
    },
    release() {
      holds = false;
      for (const go of held.splice(0)) go();
    },
    /** Everything reads everything there is. */
    settle() {
      for (const partition of log.partitions.keys()) {
        for (const view of rows.views) advanceRows(view, partition);
        advanceMemory(partition);
      }
      while (memory.slice?.());
    },
    async pages(viewer: string, limit: number): Promise<string[]> {
      const ids: string[] = [];
      for (let before: string | undefined; ;) {
        const page = await read(viewer, before, limit);
        ids.push(...page.items.map(({ id }) => id));
        if (page.next === undefined) return ids;
        before = page.next;
      }
    },
  };
}

export type FeedWorld = ReturnType<typeof feedWorld>;
