import type { Wish } from '../wish.ts';
import { freshPost } from './fresh-post.ts';
import { change, taken, type Scene } from './scene.ts';

export function posting(scene: Scene) {
  const { crowd, own, told, random, pick, someone } = scene;
  let written = 0;

  function newText(as: string): string {
    const mention = random() < 0.1 ? ` with @${pick(crowd.handles)}` : '';
    const lap = `Lap ${++written} of ${as.slice(-6)}${mention}, ${Math.floor(random() * 20_000)} m`;
    return `${lap} #run${written % 7}${' — steady, into the wind'.repeat(Math.floor(random() * 8))}`;
  }

  function publish(kind: string, more: object, mayBeRefused = false): Wish {
    const as = someone();
    const text = newText(as);
    return {
      kind,
      method: 'POST',
      path: '/v1/posts',
      as,
      body: { text, ...more },
      mayBeRefused,
      begin: () => told.postAsked(),
      end(body) {
        const id = body === undefined ? undefined : (JSON.parse(body) as { id: string }).id;
        told.postAnswered(id, { author: as, text });
        if (id === undefined) return undefined;
        const post = { id, author: as };
        crowd.posts.push(post);
        own.posts.push(post);
        if (!('replyTo' in more)) scene.unseen.push(post);
        return undefined;
      },
    };
  }

  return {
    compose: () => publish('compose', {}),
    'compose for some': () =>
      publish('compose for some', { visibility: random() < 0.75 ? 'followers' : 'only-me' }),
    reply() {
      const parent = freshPost(scene);
      return parent && publish('reply', { replyTo: parent.id }, true);
    },
    edit() {
      const post = pick(own.posts);
      if (!post) return undefined;
      const text = newText(post.author);
      const wish = { kind: 'edit', method: 'PUT', path: `/v1/posts/${post.id}`, as: post.author } as const;
      return change(scene, { ...wish, body: { text } }, `post ${post.id}`, { author: post.author, text });
    },
    delete() {
      const post = taken(scene, own.posts);
      if (!post) return undefined;
      const unseen = scene.unseen.indexOf(post);
      if (unseen !== -1) scene.unseen.splice(unseen, 1);
      const wish = {
        kind: 'delete',
        method: 'DELETE',
        path: `/v1/posts/${post.id}`,
        as: post.author,
      } as const;
      return change(scene, wish, `post ${post.id}`, 'gone');
    },
  };
}
