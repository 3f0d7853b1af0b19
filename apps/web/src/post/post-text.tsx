import { useMemo } from 'preact/hooks';
import type { Post } from '../api/shapes.ts';
import { t } from '../i18n/locale.ts';
import { tokensOf } from './tokens.ts';

const charactersMax = 420;
const linesMax = 7;

/** Too long for a list, where others want to be seen, too. */
const isLong = (text: string): boolean => text.length > charactersMax || text.split('\n').length > linesMax;

/** The text of a post as nodes: what people write is never read as markup. */
export function PostText({ post, whole }: { post: Post; whole: boolean }) {
  const isCut = !whole && isLong(post.text);
  const tokens = useMemo(
    () => tokensOf(post.text, new Set(post.mentions.map(({ handle }) => handle))),
    [post.text, post.mentions],
  );
  return (
    <>
      <p class={isCut ? 'text cut' : 'text'} dir="auto">
        {tokens.map((token, i) => {
          // Handles and addresses are read from left to right, a hashtag by its letters, whatever the text around does.
          switch (token.kind) {
            case 'text':
              return token.text;
            case 'mention':
              return (
                <a key={i} href={`/u/${token.handle}`} dir="ltr">
                  {token.text}
                </a>
              );
            case 'hashtag':
              return (
                <a key={i} href={`/t/${encodeURIComponent(token.tag)}`} dir="auto">
                  {token.text}
                </a>
              );
            case 'link':
              return (
                <a key={i} href={token.href} dir="ltr" target="_blank" rel="ugc nofollow noopener">
                  {token.text}
                </a>
              );
          }
        })}
      </p>
      {isCut && (
        <p class="s">
          <a href={`/p/${post.id}`}>{t('post.readOn')}</a>
        </p>
      )}
    </>
  );
}
