import { useMemo } from 'preact/hooks';
import type { Post } from '../api/shapes.ts';
import { tokensOf } from './tokens.ts';

/** The text of a post as nodes: what people write is never read as markup. */
export function PostText({ post }: { post: Pick<Post, 'text' | 'mentions'> }) {
  const tokens = useMemo(
    () => tokensOf(post.text, new Set(post.mentions.map(({ handle }) => handle))),
    [post.text, post.mentions],
  );
  return (
    <p class="text" dir="auto">
      {tokens.map((token, i) => {
        switch (token.kind) {
          case 'text':
            return token.text;
          case 'mention':
            return (
              <a key={i} href={`/u/${token.handle}`}>
                {token.text}
              </a>
            );
          case 'hashtag':
            return (
              <a key={i} href={`/t/${encodeURIComponent(token.tag)}`}>
                {token.text}
              </a>
            );
          case 'link':
            return (
              <a key={i} href={token.href} target="_blank" rel="ugc nofollow noopener">
                {token.text}
              </a>
            );
        }
      })}
    </p>
  );
}
