import { go, place } from '@touchline/web/router';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { pathOf } from '../api/ask.ts';
import type { ReadStream } from '../api/shapes.ts';
import { useAsked } from '../api/use-asked.ts';
import { onKeys } from '../keyboard/keys.ts';
import { EventDetail } from '../ledger/event-detail.tsx';
import { placeOf } from '../ledger/event-rows.tsx';
import { streamHref } from '../shell/routes.ts';
import { Screen } from '../shell/screen.tsx';
import { Card } from '../ui/card.tsx';
import { copy, Copy } from '../ui/copy.tsx';
import { Loading } from '../ui/empty.tsx';
import { FaultNote } from '../ui/fault-note.tsx';
import { many } from '../ui/format.ts';
import { holdsHidden } from '../ui/json-view.tsx';
import type { Revealed } from '../ui/reveal.ts';
import { TimeTravel } from './time-travel.tsx';
import { VersionRows } from './version-rows.tsx';

const stepsMax = 200;

/** The version that the address names; without one the last. */
function versionIn(query: URLSearchParams, head: number): number {
  const asked = Number(query.get('v') ?? Number.NaN);
  return Number.isNaN(asked) ? head : Math.max(0, Math.min(head, asked));
}

/** One stream: its events, its state at any version, what each event changed, and what it led to. */
export function Stream({ id }: { id: string }) {
  const { answer, fault, again } = useAsked<ReadStream>(
    pathOf(`operator/streams/${encodeURIComponent(id)}`, { limit: stepsMax }),
    5_000,
  );
  const head = answer?.head ?? 0;
  const version = versionIn(place.value.query, head);
  const [against, setAgainst] = useState<number | undefined>(undefined);
  const [revealed, setRevealed] = useState<Revealed | undefined>(undefined);
  const [detail, setDetail] = useState(true);
  const slider = useRef<HTMLInputElement>(null);
  const show = (to: number): void => go(streamHref(id, Math.max(0, Math.min(head, to))), { replace: true });
  // From where the address says: keys may come faster than the page is drawn.
  const step = (by: number): void => show(versionIn(place.value.query, head) + by);
  // With what is drawn, not after it: a key at once would step from where nothing was there yet.
  useLayoutEffect(() =>
    onKeys({
      t: () => slider.current?.focus(),
      ArrowLeft: () => step(-1),
      ArrowRight: () => step(1),
      j: () => step(-1),
      k: () => step(1),
      y: () => void copy(id),
    }),
  );
  const title = (
    <>
      <span class="mono name">{id}</span> <Copy text={id} what="the stream’s name" />
    </>
  );
  if (!answer)
    return (
      <Screen title="Stream" of={title}>
        {fault === undefined ? <Loading /> : <FaultNote error={fault} retry={again} />}
      </Screen>
    );
  const shown = answer.steps.find(({ event }) => event.version === version)?.event;
  return (
    <Screen title="Stream" of={title}>
      <div class="split">
        <Card
          title="Events"
          beside={
            <span class="xs muted num">
              {many(head, 'event')} in the stream{answer.service !== null && <> · {answer.service}</>}
            </span>
          }
        >
          <VersionRows steps={answer.steps} version={version} head={head} onShow={show} />
        </Card>
        <div class="stack">
          <TimeTravel
            id={id}
            version={version}
            head={head}
            against={against}
            revealed={revealed}
            hides={answer.steps.some(({ event }) => holdsHidden(event.data))}
            slider={slider}
            onShow={show}
            onCompare={setAgainst}
            onReveal={setRevealed}
          />
          {shown && !detail && (
            <button type="button" class="btn" onClick={() => setDetail(true)}>
              Event {version}, its cause and effects
            </button>
          )}
          {shown && detail && <EventDetail place={placeOf(shown)} onClose={() => setDetail(false)} />}
        </div>
      </div>
    </Screen>
  );
}
