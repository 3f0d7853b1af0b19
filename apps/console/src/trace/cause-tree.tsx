import type { TraceEvent } from '../api/shapes.ts';
import { placeOf, shortStream } from '../ledger/event-rows.tsx';
import { Actor } from '../ui/actor.tsx';
import { fullTime } from '../ui/format.ts';

interface Props {
  readonly trace: TraceEvent;
  readonly selected: string | undefined;
  readonly onSelect: (place: string) => void;
}

type Traced = TraceEvent['events'][number];

/** The request above, below it what it wrote, below each event what policies did because of it. */
export function CauseTree({ trace, selected, onSelect }: Props) {
  const places = new Set(trace.events.map(({ event }) => placeOf(event)));
  const children = (of: string | null): readonly Traced[] =>
    trace.events.filter(({ cause }) => (cause !== null && places.has(cause) ? cause : null) === of);
  const [first] = trace.events;
  const branch = (of: string | null) => {
    const below = children(of);
    if (below.length === 0) return null;
    return (
      <ul>
        {below.map(({ event }) => {
          const place = placeOf(event);
          return (
            <li key={place}>
              <button
                type="button"
                class="node"
                aria-pressed={place === selected}
                onClick={() => onSelect(place)}
              >
                <span class="mono">{event.type}</span>
                <span class="xs muted mono">
                  {shortStream(event.stream)} v{event.version} · {place}
                  {first &&
                    event.at !== first.event.at &&
                    ` · +${Date.parse(event.at) - Date.parse(first.event.at)} ms`}
                </span>
              </button>
              {branch(place)}
            </li>
          );
        })}
      </ul>
    );
  };
  return (
    <div class="tree">
      <p class="node root">
        <span>
          Request {trace.correlation !== null && <code>{trace.correlation}</code>} of{' '}
          <Actor id={first?.event.actor ?? null} />
        </span>
        <span class="xs muted">{first && fullTime(first.event.at)}</span>
      </p>
      {branch(null)}
    </div>
  );
}
