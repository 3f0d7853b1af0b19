import { useState } from 'preact/hooks';
import { pathOf } from '../api/ask.ts';
import type { ReadEvent } from '../api/shapes.ts';
import { useAsked } from '../api/use-asked.ts';
import { ledgerHref, route, streamHref, traceHref } from '../shell/routes.ts';
import { mayDecide } from '../shell/state.ts';
import { Actor } from '../ui/actor.tsx';
import { Close } from '../ui/close.tsx';
import { Copy } from '../ui/copy.tsx';
import { Loading } from '../ui/empty.tsx';
import { FaultNote } from '../ui/fault-note.tsx';
import { fullTime } from '../ui/format.ts';
import { Icon } from '../ui/icon.tsx';
import { holdsHidden, JsonView } from '../ui/json-view.tsx';
import { askToReveal, type Revealed } from '../ui/reveal.ts';
import { EventReach } from './event-reach.tsx';
import { shortStream } from './event-rows.tsx';

interface Props {
  readonly place: string;
  readonly onClose: () => void;
}

/** One event: what it says, where it came from, what became of it. */
export function EventDetail({ place, onClose }: Props) {
  const [revealed, setRevealed] = useState<(Revealed & { readonly of: string }) | undefined>(undefined);
  const shows = revealed?.of === place ? { reveal: true, reason: revealed.reason } : {};
  const { answer, fault, again } = useAsked<ReadEvent>(pathOf(`operator/events/${place}`, shows));
  if (fault !== undefined && !answer)
    return (
      <aside class="detail card" aria-label={`Event ${place}`}>
        <div class="row">
          <h2 class="mono">{place}</h2>
          <span class="sp" />
          <Close onClose={onClose} />
        </div>
        <FaultNote error={fault} retry={again} />
      </aside>
    );
  if (!answer)
    return (
      <aside class="detail card">
        <Loading />
      </aside>
    );
  const { event } = answer;
  const reveal = async (): Promise<void> => {
    const agreed = await askToReveal(`event ${place} (${event.type})`);
    if (agreed) setRevealed({ ...agreed, of: place });
  };
  return (
    <aside class="detail card" aria-label={`Event ${place}`}>
      <div class="row">
        <h2 class="mono">{event.type}</h2>
        <span class="sp" />
        <Close onClose={onClose} />
      </div>
      <dl class="facts">
        <div>
          <dt>Stream</dt>
          <dd class="mono row">
            <a href={streamHref(event.stream, event.version)} title={event.stream}>
              {shortStream(event.stream)}
            </a>
            <Copy text={event.stream} what="the stream’s name" />
          </dd>
        </div>
        <div>
          <dt>Version</dt>
          <dd class="mono">{event.version}</dd>
        </div>
        <div>
          <dt>Position</dt>
          <dd class="mono row">
            {place} <Copy text={place} what="the position" />
          </dd>
        </div>
        <div>
          <dt>When</dt>
          <dd>{fullTime(event.at)}</dd>
        </div>
        <div>
          <dt>Actor</dt>
          <dd>
            <Actor id={event.actor} />
          </dd>
        </div>
        {event.meta?.correlation !== undefined && (
          <div>
            <dt>Correlation</dt>
            <dd class="mono">
              <a href={ledgerHref(`correlation:${event.meta.correlation}`)}>{event.meta.correlation}</a>
            </dd>
          </div>
        )}
      </dl>
      {event.note !== undefined && <p class="card line bad s">Shown as it is stored: {event.note}</p>}
      <JsonView value={event.data} label="Data of the event" />
      {holdsHidden(event.data) && (
        <p class="row s">
          <span class="muted">Personal fields are hidden.</span>
          {mayDecide.value && (
            <button type="button" class="btn" onClick={() => void reveal()}>
              <Icon name="eye" /> Show
            </button>
          )}
        </p>
      )}
      {route.value.name !== 'traced' && (
        <p>
          <a class="btn" href={traceHref(place)}>
            <Icon name="tree" /> Cause and effects
          </a>
        </p>
      )}
      <EventReach seen={answer} />
    </aside>
  );
}
