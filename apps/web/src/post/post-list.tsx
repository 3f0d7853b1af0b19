import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { fullTime } from '../i18n/format.ts';
import { t } from '../i18n/locale.ts';
import type { PostList as List } from '../store/post-lists.ts';
import { FaultNote } from '../ui/fault-note.tsx';
import { Icon } from '../ui/icon.tsx';
import { Loading } from '../ui/loading.tsx';
import { grouped, type Group, groupMax } from './grouped.ts';
import { PostCard } from './post-card.tsx';
import { showFresh } from './show-fresh.ts';

interface Props {
  readonly list: List;
  readonly label: string;
  readonly empty: ComponentChildren;
  /** What waits on top is called. */
  readonly fresh?: 'list.fresh' | 'list.freshReplies';
  /** What stands at the end, when everything has been shown. */
  readonly end?: ComponentChildren;
}

/** Posts, newest first. What arrives while one reads waits behind a button: the place is the reader's. */
export function PostList({ list, label, empty, end, fresh = 'list.fresh' }: Props) {
  const { rows, state, fault, hasMore } = list;
  useEffect(() => void list.load(), [list]);
  const groups = useRef<readonly Group[]>([]);
  groups.current = grouped(rows.value, groups.current);
  if (rows.value.length === 0 && list.fresh.value.length === 0) {
    if (state.value === 'failed') return <FaultNote error={fault.value} retry={() => void list.load()} />;
    if (state.value !== 'ready') return <Loading />;
    return hasMore.value ? <More list={list} /> : <>{empty}</>;
  }
  return (
    <>
      <FreshPill list={list} text={fresh} />
      {list.savedAt.value !== undefined && (
        <p class="strip">{t('list.saved', { time: fullTime(list.savedAt.value) })}</p>
      )}
      {state.value === 'failed' && <FaultNote error={fault.value} retry={() => void list.load()} />}
      <div class="feed" role="feed" aria-label={label} aria-busy={state.value === 'loading'}>
        {groups.current.map(({ key, ids }) => (
          <div class={ids.length < groupMax ? 'group' : 'group full'} key={key}>
            {ids.map((id) => (
              <PostCard key={id} id={id} />
            ))}
          </div>
        ))}
      </div>
      {hasMore.value ? <More list={list} /> : <p class="end s muted">{end ?? t('list.end')}</p>}
    </>
  );
}

function FreshPill({ list, text }: { list: List; text: NonNullable<Props['fresh']> }) {
  const n = list.fresh.value.length;
  return (
    <div class="pill-place" aria-live="polite">
      {n > 0 && (
        <button type="button" class="btn p pill" onClick={() => void showFresh(list)}>
          <Icon name="up" /> {t(text, { n })}
        </button>
      )}
    </div>
  );
}

/** Reads on when the end comes near; the button is for keyboards and for when that failed. */
function More({ list }: { list: List }) {
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    const near = new IntersectionObserver(
      (seen) => {
        if (seen.some(({ isIntersecting }) => isIntersecting) && list.state.value === 'ready')
          void list.more();
      },
      { rootMargin: '1200px' },
    );
    if (button.current) near.observe(button.current);
    return () => near.disconnect();
    // What is near while something else is being read is looked for again after that.
  }, [list, list.rows.value.length, list.state.value]);
  return (
    <p class="end">
      <button ref={button} type="button" class="btn" onClick={() => void list.more()}>
        {t(list.state.value === 'loading' ? 'loading' : 'list.more')}
      </button>
    </p>
  );
}
