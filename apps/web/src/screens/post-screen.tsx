import { useEffect, useState } from 'preact/hooks';
import { call } from '../api/call.ts';
import { isNowhere } from '../api/failure.ts';
import { paths } from '../api/paths.ts';
import { member } from '../api/session.ts';
import type { Post } from '../api/shapes.ts';
import { Composer } from '../compose/composer.tsx';
import { t } from '../i18n/locale.ts';
import { PostCard } from '../post/post-card.tsx';
import { PostList } from '../post/post-list.tsx';
import { Screen } from '../shell/screen.tsx';
import { postLists } from '../store/post-lists.ts';
import { beginRead, postGone, postOf, takePosts } from '../store/posts.ts';
import { Empty } from '../ui/empty.tsx';
import { FaultNote } from '../ui/fault-note.tsx';
import { Loading } from '../ui/loading.tsx';

const depthMax = 20;

/** The post and those it replies to, each once. */
async function readUpwards(id: string): Promise<void> {
  let next: string | undefined = id;
  for (let depth = 0; next !== undefined && depth < depthMax; depth++) {
    const known: Post | null | undefined = next === id ? undefined : postOf(next).value;
    const readAt = beginRead();
    const post: Post | null = known ?? (await readOne(next, next === id));
    if (!post) return;
    takePosts([post], readAt);
    next = post.replyTo;
  }
}

/** A parent that is gone leaves its place; the post itself must be there. */
async function readOne(id: string, needed: boolean): Promise<Post | null> {
  try {
    return await call<Post>('GET', paths.post(id));
  } catch (error) {
    if (!isNowhere(error)) throw error;
    postGone(id);
    if (needed) throw error;
    return null;
  }
}

function ancestorsOf(post: Post): string[] {
  const above: string[] = [];
  for (let id = post.replyTo; id !== undefined && above.length < depthMax;) {
    above.unshift(id);
    id = postOf(id).value?.replyTo;
  }
  return above;
}

/** A post, what it answers, and what was answered to it. */
export function PostScreen({ id }: { id: string }) {
  const [fault, setFault] = useState<unknown>(undefined);
  const post = postOf(id).value;
  const read = (): void => {
    setFault(undefined);
    readUpwards(id).catch(setFault);
  };
  // Who logs in, or out, begins with nothing that was read for the one before.
  useEffect(read, [id, member.value?.id]);
  if (post === null || isNowhere(fault)) return <Gone />;
  return (
    <Screen title={post ? t('post.title', { name: post.author.name }) : t('nav.post')} back>
      {fault !== undefined && !post && <FaultNote error={fault} retry={read} />}
      {!post && fault === undefined && <Loading cards={1} />}
      {post && (
        <>
          <div class="thread">
            {ancestorsOf(post).map((above) => (
              <Above key={above} id={above} />
            ))}
            <PostCard id={id} whole />
          </div>
          {member.value ? (
            <Composer replyTo={post} autofocus={location.hash === '#reply'} />
          ) : (
            <LogInToReply id={id} />
          )}
          <h2 class="between">{t('post.replies', { n: post.counts.replies })}</h2>
          <PostList
            list={postLists.replies(id)}
            label={t('post.repliesLabel')}
            empty={<NoReplies hidden={post.counts.replies > 0} />}
            fresh="list.freshReplies"
            end=" "
          />
        </>
      )}
    </Screen>
  );
}

function Above({ id }: { id: string }) {
  return postOf(id).value === null ? (
    <p class="card tomb muted">{t('post.goneAbove')}</p>
  ) : (
    <PostCard id={id} />
  );
}

function Gone() {
  return (
    <Screen title={t('post.gone')} back>
      <Empty icon="bin">
        <p>{t('post.goneText')}</p>
        <a class="btn p" href="/">
          {t('goHome')}
        </a>
      </Empty>
    </Screen>
  );
}

/** A reply of somebody who is blocked counts, and is not shown. */
const NoReplies = ({ hidden }: { hidden: boolean }) => (
  <p class="end s muted">{t(hidden ? 'post.hiddenReplies' : 'post.noReplies')}</p>
);

const LogInToReply = ({ id }: { id: string }) => (
  <p class="card s">
    <a href={`/login?to=/p/${id}`}>{t('login')}</a> {t('post.logInToReply')}
  </p>
);
