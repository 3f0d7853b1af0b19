import type { Wish } from '../wish.ts';
import type { Scene } from './scene.ts';

export function reading({ anyone }: Scene) {
  return {
    feed: (): Wish => ({ kind: 'feed', method: 'GET', path: '/v1/feed?limit=30', as: anyone() }),
    timeline: (): Wish => ({
      kind: 'timeline',
      method: 'GET',
      path: `/v1/people/${anyone()}/posts?limit=30`,
      as: anyone(),
      mayBeRefused: true,
    }),
  };
}
