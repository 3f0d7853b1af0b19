import { t } from '../i18n/locale.ts';
import { PostList } from '../post/post-list.tsx';
import { Screen } from '../shell/screen.tsx';
import { postLists } from '../store/post-lists.ts';
import { Empty } from '../ui/empty.tsx';

/** What was posted under a hashtag. */
export function Hashtag({ tag }: { tag: string }) {
  const none = <Empty icon="search">{t('hashtag.empty', { tag })}</Empty>;
  return (
    <Screen title={`#${tag}`} back>
      <PostList list={postLists.hashtag(tag)} label={t('hashtag.label', { tag })} empty={none} />
    </Screen>
  );
}
