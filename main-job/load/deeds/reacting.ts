import type { Wish } from '../wish.ts';
import { freshPost } from './fresh-post.ts';
import { change, taken, type Scene } from './scene.ts';

type Reaction = 'kudos' | 'repost';

export function reacting(scene: Scene) {
  const given: Record<Reaction, { readonly post: string; readonly as: string }[]> = { kudos: [], repost: [] };

  function give(what: Reaction): Wish | undefined {
    const as = scene.someone();
    const post = freshPost(scene);
    if (!post || post.author === as) return undefined;
    const wish = { kind: what, method: 'PUT', path: `/v1/posts/${post.id}/${what}`, as } as const;
    return change(scene, wish, `${what} ${post.id} ${as}`, true, () =>
      given[what].push({ post: post.id, as }),
    );
  }

  function takeBack(what: Reaction): Wish | undefined {
    const one = taken(scene, given[what]);
    if (!one) return undefined;
    const { post, as } = one;
    const wish = { kind: `${what} back`, method: 'DELETE', path: `/v1/posts/${post}/${what}`, as } as const;
    return change(scene, wish, `${what} ${post} ${as}`, false);
  }

  return {
    kudos: () => give('kudos'),
    'kudos back': () => takeBack('kudos'),
    repost: () => give('repost'),
    'repost back': () => takeBack('repost'),
  };
}
