import { go } from '@touchline/web/router';
import { useState } from 'preact/hooks';
import type { BrowseEvents } from '../api/shapes.ts';
import { useAsked } from '../api/use-asked.ts';
import { placeOf, shortStream } from '../ledger/event-rows.tsx';
import { traceHref } from '../shell/routes.ts';
import { Screen } from '../shell/screen.tsx';
import { Ago } from '../ui/ago.tsx';
import { Card } from '../ui/card.tsx';
import { Empty } from '../ui/empty.tsx';

/** Asks for a request's name or an event's position, and offers what policies did last. */
export function FindTrace() {
  const [id, setId] = useState('');
  const { answer } = useAsked<BrowseEvents>(`operator/events?limit=30&q=${encodeURIComponent('cause:*')}`);
  return (
    <Screen title="Correlation">
      <form
        class="row find"
        onSubmit={(event) => {
          event.preventDefault();
          if (id.trim() !== '') go(traceHref(id.trim()));
        }}
      >
        <input
          id="trace-id"
          aria-label="Position of an event, or the X-Request-Id of a request"
          class="mono"
          value={id}
          required
          spellcheck={false}
          autoComplete="off"
          placeholder="0.4812, or the X-Request-Id of a request"
          onInput={(event) => setId(event.currentTarget.value)}
        />
        <button type="submit" class="btn p">
          Trace
        </button>
      </form>
      <Card title="What policies did last">
        {answer && answer.events.length === 0 && (
          <Empty icon="tree">
            No policy has done anything lately. Every event can be traced all the same: choose one in the
            ledger.
          </Empty>
        )}
        <ul class="lines">
          {answer?.events.map((event) => (
            <li key={placeOf(event)} class="row wrap">
              <a class="mono" href={traceHref(placeOf(event))}>
                {event.type}
              </a>
              <span class="s muted mono">{shortStream(event.stream)}</span>
              <span class="sp" />
              <span class="xs muted">
                because of {event.meta?.cause}, <Ago at={event.at} />
              </span>
            </li>
          ))}
        </ul>
      </Card>
    </Screen>
  );
}
