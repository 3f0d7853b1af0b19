import { Fault, type MemoryLook } from '@touchline/kernel';
import { card } from '../views/card.ts';
import { following } from '../views/following.ts';
import { hidden } from '../views/hidden.ts';
import { hiddenCount } from '../views/hidden-count.ts';
import { kudos } from '../views/kudos.ts';
import { repost } from '../views/repost.ts';
import type { HomeFeedLimits } from './limits.ts';
import type { FeedReader } from './load-window.ts';
import type { Place, Publications } from './publications.ts';
import { react, type Reaction, type Window } from './window.ts';

/** What a window is made of. */
const filledFrom = [card, following, hidden, hiddenCount, kudos, repost];

/** Windows on their way from rows into memory. */
export interface Loads {
  /** The load under way for this person, or a new one. */
  load(viewer: string): Promise<Loaded>;
  /** The person reacted while their window was being loaded. */
  noteReaction(viewer: string, what: Reaction, id: string, on: boolean): void;
  /** Whom the person hears has changed: who asks from now on gets another load. */
  outdate(viewer: string): void;
  outdateAll(): void;
}

export interface Loaded {
  readonly window: Window;
  readonly authors: readonly string[];
}

interface Load {
  readonly changes: { readonly what: Reaction; readonly id: string; readonly on: boolean }[];
  /** `undefined` when more was published meanwhile than is remembered. */
  readonly result: Promise<Loaded | undefined>;
}

interface LoadsDeps {
  readonly look: MemoryLook;
  readonly limits: HomeFeedLimits;
  readonly reader: FeedReader;
  readonly publications: Publications;
  /** Called when the window is complete, before anything else can happen. */
  readonly keep: (viewer: string, loaded: Loaded) => void;
}

const attemptsMax = 3;

/**
 * Loading while the log moves on. The memory view stands at M when a load begins; rows may be behind M or ahead.
 *
 * 1. `caughtUp` makes the rows at least as new as M, so they hold all that was published and followed up to M.
 * 2. What is applied after M is noted while rows are read: posts by their number in `publications`, reactions in
 *    `changes`. Both are put into the window at the end; rows that were ahead hold some of them already, and
 *    putting them in twice is putting them in once.
 * 3. A change of whom the person hears (follow, block, mute) after M makes the load outdated: it answers those who
 *    asked before the change (their position tokens cannot be newer than it) and is not kept.
 * 4. Rows ahead of M may know a follow, block or mute that is applied here only later. Then the window is left
 *    by that event, as any other window, and loaded anew.
 *
 * Hence a kept window equals the fold up to where the memory view stands, and no reader gets less than they
 * may ask for.
 */
export function loads(deps: LoadsDeps): Loads {
  const { limits, publications } = deps;
  const underWay = new Map<string, Load>();
  const turn = turns(limits.loadsMax, limits.loadsWaitingMax);

  async function attempt(viewer: string, place: Place, load: () => Load): Promise<Loaded | undefined> {
    await deps.look.caughtUp(filledFrom);
    const loaded = await deps.reader.window(viewer);
    // From here to `keep` nothing is waited for: what is applied next finds the window in its audiences.
    const { window, authors } = loaded;
    if (!publications.deliverSince(place, viewer, new Set(authors), window)) return undefined;
    for (const { what, id, on } of load().changes) react(window, what, id, on, limits.idsMax);
    if (underWay.get(viewer) === load()) deps.keep(viewer, loaded);
    return loaded;
  }

  function begin(viewer: string): Load {
    const place = publications.place();
    const result = turn(() => attempt(viewer, place, () => load)).finally(() => {
      if (underWay.get(viewer) === load) underWay.delete(viewer);
    });
    const load: Load = { changes: [], result };
    underWay.set(viewer, load);
    return load;
  }

  return {
    async load(viewer) {
      for (let attempts = 0; attempts < attemptsMax; attempts++) {
        const loaded = await (underWay.get(viewer) ?? begin(viewer)).result;
        if (loaded) return loaded;
      }
      throw new Fault(
        'overloaded',
        'More is being published than this feed can be loaded from. Try again soon.',
      );
    },
    noteReaction(viewer, what, id, on) {
      const changes = underWay.get(viewer)?.changes;
      if (!changes) return;
      changes.push({ what, id, on });
      if (changes.length >= limits.changesMax) underWay.delete(viewer);
    },
    outdate: (viewer) => void underWay.delete(viewer),
    outdateAll: () => underWay.clear(),
  };
}

/** Runs work a few at a time; the rest waits in a queue with an end. */
function turns(max: number, waitingMax: number) {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async <T>(work: () => Promise<T>): Promise<T> => {
    if (running < max) running += 1;
    else {
      if (waiting.length >= waitingMax)
        throw new Fault('overloaded', 'Too many feeds are being loaded. Try again soon.');
      await new Promise<void>((resolve) => waiting.push(resolve)); // Takes over the place of the one that calls it.
    }
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else running -= 1;
    }
  };
}
