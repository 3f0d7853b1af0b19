import { useEffect, useState } from 'preact/hooks';
import { ask, pathOf } from '../api/ask.ts';
import type { BrowseEvents, TraceEvent } from '../api/shapes.ts';
import { useAsked } from '../api/use-asked.ts';
import { EventDetail } from '../ledger/event-detail.tsx';
import { placeOf } from '../ledger/event-rows.tsx';
import { ledgerHref } from '../shell/routes.ts';
import { Screen } from '../shell/screen.tsx';
import { Card } from '../ui/card.tsx';
import { Empty, Loading } from '../ui/empty.tsx';
import { FaultNote } from '../ui/fault-note.tsx';
import { many } from '../ui/format.ts';
import { CauseTree } from './cause-tree.tsx';

const isPlace = (text: string): boolean => /^\d+\.\d+$/.test(text);

/** From a request to every event it caused; by an event's position, or by the name the request gave itself. */
export function Trace({ id }: { id: string }) {
  const [place, setPlace] = useState<string | undefined>(isPlace(id) ? id : undefined);
  const [missing, setMissing] = useState<unknown>(undefined);
  useEffect(() => {
    if (isPlace(id)) return;
    ask<BrowseEvents>('operator/events', { query: { q: `correlation:${id}`, limit: 1 } }).then(
      ({ events: [first] }) => (first ? setPlace(placeOf(first)) : setMissing('none')),
      setMissing,
    );
  }, [id]);
  const { answer, fault, again } = useAsked<TraceEvent>(
    place === undefined ? undefined : pathOf(`operator/traces/${place}`),
  );
  /** `null`: closed. */
  const [shown, setShown] = useState<string | null | undefined>(undefined);
  const selected = shown === undefined ? place : (shown ?? undefined);
  return (
    <Screen title="Correlation" of={<span class="mono name">{answer?.correlation ?? id}</span>}>
      {missing === 'none' && (
        <Empty icon="tree">
          Among the newest events none carries this name. Only what a client sends as X-Request-Id is kept
          with events. <a href={ledgerHref(`correlation:${id}`)}>Look through all of the ledger.</a>
        </Empty>
      )}
      {missing !== undefined && missing !== 'none' && <FaultNote error={missing} />}
      {fault !== undefined && <FaultNote error={fault} retry={again} />}
      {!answer && fault === undefined && missing === undefined && <Loading />}
      {answer && (
        <div class="split">
          <Card
            title="From the request to its effects"
            beside={<span class="xs muted num">{many(answer.events.length, 'event')}</span>}
          >
            <CauseTree trace={answer} selected={selected} onSelect={setShown} />
            {!answer.whole && (
              <p class="s muted more">
                The log goes on beyond what was looked through; later effects may be missing.
              </p>
            )}
          </Card>
          {selected !== undefined && <EventDetail place={selected} onClose={() => setShown(null)} />}
        </div>
      )}
    </Screen>
  );
}
