import type { SeenEvent } from '../api/shapes.ts';
import { streamHref } from '../shell/routes.ts';
import { Actor } from '../ui/actor.tsx';
import { Ago } from '../ui/ago.tsx';

export const placeOf = ({ partition, position }: SeenEvent): string => `${partition}.${position}`;

/** A stream's name, shortened in the middle: ids differ at their end. */
export function shortStream(stream: string): string {
  const dash = stream.indexOf('-') + 1;
  const [category, id] = [stream.slice(0, dash), stream.slice(dash)];
  return id.length > 14 ? `${category}…${id.slice(-8)}` : stream;
}

interface Props {
  readonly events: readonly SeenEvent[];
  readonly selected?: string | undefined;
  /** Without it rows cannot be chosen. */
  readonly onSelect?: (event: SeenEvent) => void;
}

/** Events as rows of a table, the newest first. */
export const EventRows = ({ events, selected, onSelect }: Props) => (
  <table class="events">
    <thead>
      <tr>
        <th scope="col">When</th>
        <th scope="col">Type</th>
        <th scope="col">Stream</th>
        <th scope="col" class="n">
          v
        </th>
        <th scope="col" class="wide">
          Actor
        </th>
        <th scope="col" class="n wide">
          Position
        </th>
      </tr>
    </thead>
    <tbody>
      {events.map((event) => (
        <EventRow
          key={placeOf(event)}
          event={event}
          isSelected={placeOf(event) === selected}
          {...(onSelect && { onSelect })}
        />
      ))}
    </tbody>
  </table>
);

interface RowProps {
  readonly event: SeenEvent;
  readonly isSelected: boolean;
  readonly onSelect?: (event: SeenEvent) => void;
}

function EventRow({ event, isSelected, onSelect }: RowProps) {
  const place = placeOf(event);
  return (
    <tr class={isSelected ? 'selected' : ''} data-place={place}>
      <td class="muted">
        <Ago at={event.at} />
      </td>
      <td class="mono">
        {onSelect ? (
          <button type="button" class="link" aria-pressed={isSelected} onClick={() => onSelect(event)}>
            {event.type}
          </button>
        ) : (
          <a href={`/console/ledger?at=${place}`}>{event.type}</a>
        )}
      </td>
      <td class="mono">
        <a href={streamHref(event.stream, event.version)} title={event.stream}>
          {shortStream(event.stream)}
        </a>
      </td>
      <td class="n mono">{event.version}</td>
      <td class="wide">
        <Actor id={event.actor} />
      </td>
      <td class="n mono wide">{place}</td>
    </tr>
  );
}
