import { useId } from 'preact/hooks';
import { member } from '../api/session.ts';
import { t } from '../i18n/locale.ts';
import { postLists } from '../store/post-lists.ts';
import { postOf } from '../store/posts.ts';
import { mostNamed } from './most-named.ts';

const tagsMax = 6;

/** The hashtags of the posts that stand in the feeds, the most named first. */
export function TalkedAbout() {
  const title = useId();
  const feeds = member.value ? [postLists.home(), postLists.everyone()] : [postLists.everyone()];
  const ids = new Set(feeds.flatMap(({ rows }) => rows.value));
  const tags = mostNamed(
    // Not heard of further: each kudos anywhere would draw this anew.
    [...ids].flatMap((id) => postOf(id).peek()?.hashtags ?? []),
    tagsMax,
  );
  if (tags.length === 0) return null;
  return (
    <section class="card" aria-labelledby={title}>
      <h2 id={title}>{t('talked.title')}</h2>
      <ul class="chips tags">
        {tags.map((tag) => (
          <li key={tag}>
            <a class="chip ok" href={`/t/${encodeURIComponent(tag)}`}>
              <bdi>#{tag}</bdi>
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}
