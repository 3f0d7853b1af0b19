import type { Wish } from '../wish.ts';
import { taken, type Scene } from './scene.ts';

const pageSize = 30;

export function reading(scene: Scene) {
  const { anyone } = scene;
  const feedOf = (as: string): Wish => ({
    kind: 'feed',
    method: 'GET',
    path: `/v1/feed?limit=${pageSize}`,
    as,
  });
  return {
    /** Somebody's; now and then that of who has just published, where the post must stand (VW13). */
    feed(): Wish {
      const post = scene.random() < 0.2 ? taken(scene, scene.unseen) : undefined;
      if (!post) return feedOf(anyone());
      return {
        ...feedOf(post.author),
        kind: 'feed, own post',
        keepsBody: true,
        end(body) {
          const page = JSON.parse(body ?? '{"items":[]}') as { items: { id: string }[] };
          const ids = page.items.map(({ id }) => id);
          const isBelow = ids.length === pageSize && ids.every((id) => id > post.id);
          return ids.includes(post.id) || isBelow
            ? undefined
            : `own post ${post.id} was answered and is not in the feed of ${post.author}`;
        },
      };
    },
    timeline: (): Wish => ({
      kind: 'timeline',
      method: 'GET',
      path: `/v1/people/${anyone()}/posts?limit=${pageSize}`,
      as: anyone(),
      mayBeRefused: true,
    }),
  };
}
