import { member } from '../api/session.ts';
import { Composer } from '../compose/composer.tsx';
import { t } from '../i18n/locale.ts';
import { PostList } from '../post/post-list.tsx';
import { Invitation } from '../shell/invitation.tsx';
import { Screen } from '../shell/screen.tsx';
import { WhoToFollow } from '../shell/context.tsx';
import { type PostList as List, postLists } from '../store/post-lists.ts';
import { postOf } from '../store/posts.ts';
import { Empty } from '../ui/empty.tsx';

/** The feed of those one follows; for visitors, everybody's and an invitation. */
export function Home() {
  return member.value ? <MyFeed /> : <Visitors />;
}

function MyFeed() {
  const list = postLists.home();
  const nobody = (
    <>
      <Empty icon="users">
        <p>{t('home.empty')}</p>
        <a class="btn p" href="/welcome/people">
          {t('home.findPeople')}
        </a>
      </Empty>
      <Suggestions />
      <h2 class="between">{t('home.meanwhile')}</h2>
      <EveryoneList />
    </>
  );
  return (
    <Screen title={t('home.title')} heading="">
      <FeedTabs here="home" />
      <Composer />
      <PostList list={list} label={t('home.title')} empty={nobody} end={t('home.end')} />
      {isAlone(list) && <Suggestions />}
    </Screen>
  );
}

/** Where the screen has no column beside it for them. */
const Suggestions = () => (
  <div class="who-narrow">
    <WhoToFollow />
  </div>
);

/** Nothing here is anybody else's. */
const isAlone = ({ rows, hasMore }: List): boolean =>
  rows.value.length > 0 &&
  !hasMore.value &&
  rows.value.every((id) => postOf(id).value?.author.id === member.value?.id);

function Visitors() {
  return (
    <Screen title="Touchline" heading="">
      <Invitation />
      <EveryoneList />
    </Screen>
  );
}

export function Everyone() {
  return (
    <Screen title={t('everyone.title')} heading="">
      {member.value && <FeedTabs here="everyone" />}
      {member.value ? <Composer /> : <Invitation />}
      <EveryoneList />
    </Screen>
  );
}

function EveryoneList() {
  const quiet = (
    <Empty icon="whistle">
      <p>{t('everyone.empty')}</p>
    </Empty>
  );
  return <PostList list={postLists.everyone()} label={t('everyone.title')} empty={quiet} />;
}

function FeedTabs({ here }: { here: 'home' | 'everyone' }) {
  return (
    <nav class="feed-tabs" aria-label={t('home.tabs')}>
      <a href="/" aria-current={here === 'home' ? 'page' : undefined}>
        {t('home.following')}
      </a>
      <a href="/public" aria-current={here === 'everyone' ? 'page' : undefined}>
        {t('home.everyone')}
      </a>
    </nav>
  );
}
