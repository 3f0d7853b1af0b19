import { go, place } from '@touchline/web/router';
import { useEffect, useRef } from 'preact/hooks';
import type { SeenEvent } from '../api/shapes.ts';
import { onKeys } from '../keyboard/keys.ts';
import { Screen } from '../shell/screen.tsx';
import { copy } from '../ui/copy.tsx';
import { Empty, Loading } from '../ui/empty.tsx';
import { FaultNote } from '../ui/fault-note.tsx';
import { count, many } from '../ui/format.ts';
import { EventDetail } from './event-detail.tsx';
import { EventRows, placeOf } from './event-rows.tsx';
import { FilterBar } from './filter-bar.tsx';
import { ledgerHrefOf } from './ledger-href.ts';
import { useTail } from './use-tail.ts';

/** The log, the newest first; the filter and the event that is looked at stand in the address. */
export function Ledger() {
  const q = place.value.query.get('q') ?? '';
  const at = place.value.query.get('at') ?? undefined;
  const tail = useTail(q, at);
  const { events } = tail;

  const select = (event: SeenEvent): void => {
    go(ledgerHrefOf(q, placeOf(event)), { replace: true });
  };
  const step = (by: number): void => {
    const now = events.findIndex((one) => placeOf(one) === at);
    const next = events[now === -1 ? 0 : Math.max(0, Math.min(events.length - 1, now + by))];
    if (!next) return;
    select(next);
    document.querySelector(`[data-place="${placeOf(next)}"]`)?.scrollIntoView({ block: 'nearest' });
  };
  useEffect(() =>
    onKeys({
      j: () => step(1),
      k: () => step(-1),
      f: () => document.getElementById('filter')?.focus(),
      y: () => void (at !== undefined && copy(at)),
      '.': tail.showWaiting,
    }),
  );

  return (
    <Screen title="All events" beside={<Following tail={tail} />}>
      <FilterBar key={q} q={q} onApply={(text) => go(ledgerHrefOf(text, undefined))} />
      <div class={at === undefined ? '' : 'split list'}>
        <div class="card flush">
          {tail.fault !== undefined && <FaultNote error={tail.fault} retry={tail.again} />}
          {tail.start !== undefined && (
            <p class="more s muted">
              From <span class="mono">{tail.start}</span> backwards.{' '}
              <button type="button" class="link" onClick={tail.toggle}>
                Go to the newest
              </button>
            </p>
          )}
          {tail.waiting > 0 && (
            <button type="button" class="btn p new-ones" onClick={tail.showWaiting}>
              {many(tail.waiting, 'new event')}
            </button>
          )}
          {tail.state === 'loading' && events.length === 0 && <Loading />}
          {events.length > 0 && <EventRows events={events} selected={at} onSelect={select} />}
          {tail.state !== 'loading' && events.length === 0 && tail.fault === undefined && (
            <WhyEmpty q={q} tail={tail} />
          )}
          <More tail={tail} />
        </div>
        {at !== undefined && (
          <EventDetail place={at} onClose={() => go(ledgerHrefOf(q, undefined), { replace: true })} />
        )}
      </div>
    </Screen>
  );
}

type Tail = ReturnType<typeof useTail>;

const Following = ({ tail }: { tail: Tail }) => (
  <button type="button" class="btn" aria-pressed={tail.following} onClick={tail.toggle}>
    {tail.following ? <span class="dot" aria-hidden="true" /> : null}
    {tail.following ? 'Following' : 'Follow'}
  </button>
);

function WhyEmpty({ q, tail }: { q: string; tail: Tail }) {
  if (q === '') return <Empty icon="ledger">Nothing has happened yet: the log is empty.</Empty>;
  return (
    <Empty icon="search">
      Of {many(tail.scanned, 'event')} looked through, none is as the filter says.{' '}
      {tail.hasMore ? 'There are older ones.' : 'That is the whole log.'}
    </Empty>
  );
}

function End({ tail }: { tail: Tail }) {
  const last = tail.events.at(-1);
  if (!last) return null;
  if (!tail.isFull) return <span>That is the beginning of the log.</span>;
  return (
    <span>
      {many(tail.events.length, 'event')} are shown, which is all a page holds. Older ones: add{' '}
      <code>until:{last.at}</code> to the filter.
    </span>
  );
}

/** Goes on by itself when its end comes into sight, unless that has just failed: it would ask without end. */
function More({ tail }: { tail: Tail }) {
  const end = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const watched = end.current;
    if (!watched) return undefined;
    const seen = new IntersectionObserver(
      (entries) =>
        tail.state === 'ready' && entries.some(({ isIntersecting }) => isIntersecting) && tail.more(),
      { rootMargin: '400px' },
    );
    seen.observe(watched);
    return () => seen.disconnect();
  });
  return (
    <div ref={end} class="row more s muted">
      {tail.hasMore ? (
        <>
          <button type="button" class="btn" onClick={tail.more}>
            Older events
          </button>
          <span class="num">{count(tail.scanned)} looked through</span>
        </>
      ) : (
        <End tail={tail} />
      )}
    </div>
  );
}
