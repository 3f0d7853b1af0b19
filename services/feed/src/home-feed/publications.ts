import { hears, nobody, type Audiences, type Hearer } from './audiences.ts';
import type { HomeFeedLimits } from './limits.ts';
import { recent } from './recent.ts';
import { deliver, type Window } from './window.ts';

export interface Publication {
  readonly id: string;
  readonly author: string;
  /** Nobody but the author hears of it. */
  readonly onlyMe: boolean;
}

interface Entry extends Publication {
  readonly audience: number;
}

interface Delivery extends Entry {
  /** The audience when it was published, and how many of them have it. */
  hearers: readonly Hearer[];
  readonly length: number;
  done: number;
}

/**
 * Posts on their way into windows. Each gets a number and an array with the audience of that moment, and is
 * delivered slice by slice, the deliveries taking turns; a reader takes what is on its way to them at once.
 */
export interface Publications {
  publish(publication: Publication): void;
  /** Delivers to up to `sliceMax` hearers. True while more is left. */
  slice(): boolean;
  /** Where someone who begins to listen now stands. */
  place(): Place;
  /** Brings a hearer's window up to date. False when too much was published since, so that some of it is forgotten. */
  catchUp(hearer: Hearer): boolean;
  /** The same for a window that is in no audience yet. */
  deliverSince(place: Place, viewer: string, authors: ReadonlySet<string>, window: Window): boolean;
}

export interface Place {
  readonly pushed: number;
  readonly pulled: number;
}

export function publications(audiences: Audiences, limits: HomeFeedLimits): Publications {
  const pushes = recent<Delivery>(limits.recentMax);
  const pulls = recent<Entry>(limits.pulledMax);
  let turns: Delivery[] = [];
  let turn = 0;
  /** Every push up to this number has arrived. */
  let arrived = 0;

  /** Gives a delivery up to `limit` hearers; returns how many. */
  function push(delivery: Delivery, limit: number): number {
    const { id, hearers } = delivery;
    const end = Math.min(delivery.length, delivery.done + limit);
    const from = delivery.done;
    for (let i = from; i < end; i++) {
      const window = hearers[i]?.window;
      if (window) deliver(window, id, limits.idsMax);
    }
    delivery.done = end;
    if (isDone(delivery)) delivery.hearers = []; // What is remembered longer is the post, not its audience.
    return end - from;
  }

  const isDone = ({ done, length }: Delivery): boolean => done >= length;

  function settle(): void {
    while (arrived < pushes.latest() && isDone(pushes.at(arrived + 1))) arrived += 1;
  }

  /** A queue has an end: the oldest delivery is finished now, so that its place may be taken. */
  function makeRoom(): void {
    if (pushes.latest() - arrived < limits.recentMax) return;
    const oldest = pushes.at(arrived + 1);
    push(oldest, oldest.length);
    settle();
    if (turns.length > 2 * limits.recentMax)
      [turns, turn] = [turns.slice(turn).filter((one) => !isDone(one)), 0];
  }

  function begin(entry: Entry): void {
    makeRoom();
    const { id, author, onlyMe, audience } = entry;
    const hearers = onlyMe ? [] : audiences.hearers(audience);
    const delivery = { id, author, onlyMe, audience, hearers, length: hearers.length, done: 0 };
    pushes.add(delivery);
    if (delivery.length > 0) turns.push(delivery);
    else settle();
  }

  function slice(): boolean {
    let left = limits.sliceMax;
    while (left > 0 && turn < turns.length) {
      const delivery = turns[turn++] as Delivery;
      left -= Math.max(1, push(delivery, left));
      if (!isDone(delivery)) turns.push(delivery); // The others first.
    }
    if (turn > 1024 || turn === turns.length) {
      turns = turns.slice(turn);
      turn = 0;
    }
    settle();
    return turns.length > 0;
  }

  const isFor = (entry: Entry, hearer: Hearer): boolean =>
    entry.audience !== nobody && !entry.onlyMe && hears(hearer, entry.audience);

  return {
    slice,
    publish({ id, author, onlyMe }) {
      const entry = { id, author, onlyMe, audience: audiences.numberOf(author) };
      const isMuchHeard = audiences.hearers(entry.audience).length > limits.pullAbove;
      if (isMuchHeard) pulls.add(entry);
      else begin(entry);
    },
    place: () => ({ pushed: pushes.latest(), pulled: pulls.latest() }),
    catchUp(hearer) {
      const { window } = hearer;
      if (!window || hearer.pulled + 1 < pulls.oldest()) return false;
      for (let n = hearer.pulled + 1; n <= pulls.latest(); n++)
        if (isFor(pulls.at(n), hearer)) deliver(window, pulls.at(n).id, limits.idsMax);
      for (let n = Math.max(hearer.pushed, arrived) + 1; n <= pushes.latest(); n++)
        if (isFor(pushes.at(n), hearer)) deliver(window, pushes.at(n).id, limits.idsMax);
      hearer.pulled = pulls.latest();
      hearer.pushed = pushes.latest();
      return true;
    },
    deliverSince(place, viewer, authors, window) {
      if (place.pulled + 1 < pulls.oldest() || place.pushed + 1 < pushes.oldest()) return false;
      const take = ({ id, author, onlyMe }: Entry): void => {
        if (author === viewer || (!onlyMe && authors.has(author))) deliver(window, id, limits.idsMax);
      };
      for (let n = place.pulled + 1; n <= pulls.latest(); n++) take(pulls.at(n));
      for (let n = place.pushed + 1; n <= pushes.latest(); n++) take(pushes.at(n));
      return true;
    },
  };
}
