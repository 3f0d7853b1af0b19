import { useId, useMemo, useState } from 'preact/hooks';
import type { Post } from '../api/shapes.ts';
import { member } from '../api/session.ts';
import { myOutbox } from '../deeds/my-outbox.ts';
import { t } from '../i18n/locale.ts';
import { go } from '../router/router.ts';
import { isLocal, postOf } from '../store/posts.ts';
import { Avatar } from '../ui/avatar.tsx';
import { Handle } from '../ui/handle.tsx';
import { Icon } from '../ui/icon.tsx';
import { TimeAgo } from '../ui/time-ago.tsx';
import { EditForm } from './edit-form.tsx';
import { PostActions } from './post-actions.tsx';
import { PostMenu } from './post-menu.tsx';
import { PostText } from './post-text.tsx';
import { UnsavedEdit } from './unsaved-edit.tsx';

interface Props {
  readonly id: string;
  /** The post of the page, not one of a list: it says more and leads nowhere. */
  readonly whole?: boolean;
}

/** A click on the card's ground opens the post; one that selects text or hits a control does not. */
function opens(event: MouseEvent): boolean {
  const target = event.target as Element | null;
  return (
    !target?.closest('a, button, textarea, select, summary, .menu') && getSelection()?.isCollapsed !== false
  );
}

export function PostCard({ id, whole = false }: Props) {
  const post = postOf(id).value;
  const heading = useId();
  const [editing, setEditing] = useState(false);
  // Kudos come at any moment: what they do not change is not gone through again.
  const said = useMemo(
    () => post && <Said post={post} whole={whole} heading={heading} editing={editing} edit={setEditing} />,
    [post?.author, post?.text, post?.mentions, post?.editedAt, post?.visibility, whole, editing],
  );
  if (!post) return null;
  const local = isLocal(post.id);
  const namesMe = post.mentions.some(({ person }) => person === member.value?.id);
  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-noninteractive-element-interactions -- the time is the link; j, k and Enter do the same
    <article
      class={namesMe ? 'card post line' : 'card post'}
      id={`post-${post.id}`}
      data-post={post.id}
      aria-labelledby={heading}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- one stop per card, as a feed is read
      tabIndex={0}
      onClick={(event) => {
        if (!whole && !local && !editing && opens(event)) go(`/p/${post.id}`);
      }}
    >
      {said}
      <PostActions post={post} />
    </article>
  );
}

interface SaidProps {
  readonly post: Post;
  readonly whole: boolean;
  readonly heading: string;
  readonly editing: boolean;
  readonly edit: (now: boolean) => void;
}

/** Who said what, and when. */
function Said({ post, whole, heading, editing, edit }: SaidProps) {
  const local = isLocal(post.id);
  return (
    <>
      <header class="row">
        <Avatar id={post.author.id} name={post.author.name} />
        <div class="who">
          <h2 id={heading}>
            <a href={`/u/${post.author.handle}`} dir="auto">
              {post.author.name || t('someone')}
            </a>
          </h2>
          <Meta post={post} local={local} whole={whole} />
        </div>
        {!local && <PostMenu post={post} edit={() => edit(true)} />}
      </header>
      {editing ? (
        <EditForm post={post} close={() => edit(false)} />
      ) : (
        <>
          <PostText post={post} whole={whole} />
          {member.value?.id === post.author.id && <UnsavedEdit post={post} edit={() => edit(true)} />}
        </>
      )}
    </>
  );
}

function Meta({ post, local, whole }: { post: Post; local: boolean; whole: boolean }) {
  return (
    <p class="meta s muted">
      <span class="handle">
        <Handle handle={post.author.handle} />
        {' · '}
      </span>
      {local ? <Sending id={post.id} /> : <When post={post} whole={whole} />}
      {post.editedAt !== undefined && (
        <>
          {' · '}
          {local ? t('post.edited') : <a href={`/p/${post.id}/history`}>{t('post.edited')}</a>}
        </>
      )}
      {post.visibility !== 'public' && (
        <>
          {' · '}
          <Icon name="lock" /> {t(`visibility.${post.visibility}`)}
        </>
      )}
    </p>
  );
}

function When({ post, whole }: { post: Post; whole: boolean }) {
  if (whole) return <TimeAgo at={post.createdAt} />;
  return (
    <a href={`/p/${post.id}`}>
      <TimeAgo at={post.createdAt} />
    </a>
  );
}

/** Honest about what has not reached the server yet. */
function Sending({ id }: { id: string }) {
  const waits = myOutbox.stuck.value && myOutbox.wishes.value.some(({ subject }) => subject === id);
  return (
    <span class="pending">
      <Icon name={waits ? 'signal' : 'clock'} /> {t(waits ? 'post.waiting' : 'post.sending')}
    </span>
  );
}
