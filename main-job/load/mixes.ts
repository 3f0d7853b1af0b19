import type { Deed } from './deeds.ts';
import type { MixName } from './load-order.ts';

/** How often each deed is wished for, as shares of their sum. */
export type Mix = Readonly<Partial<Record<Deed, number>>>;

export const mixes: Readonly<Record<MixName, Mix>> = {
  everyday: { feed: 60, timeline: 30, compose: 10 },
  everything: {
    feed: 25,
    timeline: 12,
    compose: 10,
    'compose for some': 3,
    reply: 8,
    kudos: 12,
    'kudos back': 4,
    repost: 5,
    'repost back': 2,
    follow: 5,
    unfollow: 5,
    block: 1,
    unblock: 1,
    mute: 1,
    unmute: 1,
    edit: 3,
    delete: 2,
  },
};

/** Picks a deed by its weight. */
export function picker(mix: Mix, random: () => number): () => Deed {
  const weighted = Object.entries(mix) as [Deed, number][];
  const total = weighted.reduce((sum, [, weight]) => sum + weight, 0);
  return () => {
    let left = random() * total;
    for (const [deed, weight] of weighted) {
      left -= weight;
      if (left < 0) return deed;
    }
    return 'feed';
  };
}
