import { go } from '@touchline/web/router';
import { useState } from 'preact/hooks';
import type { BrowseEvents, ReadServices } from '../api/shapes.ts';
import { useAsked } from '../api/use-asked.ts';
import { shortStream } from '../ledger/event-rows.tsx';
import { ledgerHref, streamHref } from '../shell/routes.ts';
import { Screen } from '../shell/screen.tsx';
import { Ago } from '../ui/ago.tsx';
import { Card } from '../ui/card.tsx';
import { Empty } from '../ui/empty.tsx';

/** Streams by name, by kind, and those where something happened last. */
export function FindStream() {
  const [name, setName] = useState('');
  const { answer: services } = useAsked<ReadServices>('operator/services');
  const { answer: newest } = useAsked<BrowseEvents>('operator/events?limit=200');
  const recent = [...new Map(newest?.events.toReversed().map((one) => [one.stream, one])).values()]
    .toReversed()
    .slice(0, 20);
  return (
    <Screen title="Streams">
      <form
        class="row find"
        onSubmit={(event) => {
          event.preventDefault();
          if (name.trim() !== '') go(streamHref(name.trim()));
        }}
      >
        <input
          id="stream-name"
          aria-label="Name of a stream"
          class="mono"
          value={name}
          required
          spellcheck={false}
          autoComplete="off"
          placeholder="post-01k9w3m8x2f7qtb6s5n0v4c1dz"
          onInput={(event) => setName(event.currentTarget.value)}
        />
        <button type="submit" class="btn p">
          Open
        </button>
      </form>
      <div class="two">
        <Card title="Changed last">
          {newest && recent.length === 0 && <Empty icon="stream">No stream has any event yet.</Empty>}
          <ul class="lines">
            {recent.map((one) => (
              <li key={one.stream} class="row">
                <a class="mono" href={streamHref(one.stream)} title={one.stream}>
                  {shortStream(one.stream)}
                </a>
                <span class="s muted">{one.type}</span>
                <span class="sp" />
                <span class="xs muted">
                  <Ago at={one.at} />
                </span>
              </li>
            ))}
          </ul>
        </Card>
        <Card title="Kinds of streams">
          <ul class="lines">
            {services?.services.flatMap((service) =>
              service.streams.map((stream) => (
                <li key={stream.name}>
                  <a class="mono" href={ledgerHref(`stream:${stream.name}`)}>
                    {stream.name}
                  </a>{' '}
                  <span class="xs muted">{service.name}</span>
                  <p class="s muted">{stream.about}</p>
                </li>
              )),
            )}
          </ul>
        </Card>
      </div>
    </Screen>
  );
}
