import { member } from '../api/session.ts';
import type { Post } from '../api/shapes.ts';
import { toggleKudos, toggleRepost } from '../deeds/wishes.ts';
import { count } from '../i18n/format.ts';
import { t } from '../i18n/locale.ts';
import { settings } from '../shell/settings.ts';
import { isLocal } from '../store/posts.ts';
import { Icon } from '../ui/icon.tsx';

const shown = (n: number): string => (n === 0 || settings.value.quiet ? '' : count(n));

/** Kudos, replies, reposts: what one can do with a post in one tap. */
export function PostActions({ post }: { post: Post }) {
  const { id, counts, viewer } = post;
  const own = member.value?.id === post.author.id;
  const local = isLocal(id);
  return (
    <div class="acts">
      <button
        type="button"
        class={viewer.kudos ? 'btn g on' : 'btn g'}
        aria-pressed={viewer.kudos}
        title={own ? t('kudos.own') : undefined}
        disabled={own || local}
        onClick={() => toggleKudos(post)}
      >
        <Icon name="heart" filled={viewer.kudos} />
        <span class="num">
          {settings.value.quiet || counts.kudos === 0 ? t('kudos.word') : t('kudos', { n: counts.kudos })}
        </span>
      </button>
      <a
        class={local ? 'btn g off' : 'btn g'}
        href={local ? undefined : `/p/${id}`}
        aria-label={t('replies.label', { n: counts.replies })}
      >
        <Icon name="talk" />
        <span class="num">{shown(counts.replies)}</span>
      </a>
      {post.visibility === 'public' && !local && (
        <button
          type="button"
          class={viewer.reposted ? 'btn g on' : 'btn g'}
          aria-pressed={viewer.reposted}
          aria-label={t('reposts.label', { n: counts.reposts })}
          onClick={() => toggleRepost(post)}
        >
          <Icon name="repost" />
          <span class="num">{shown(counts.reposts)}</span>
        </button>
      )}
    </div>
  );
}
