import type { ReadEvent } from '../api/shapes.ts';
import { many } from '../ui/format.ts';

type Reader = ReadEvent['readers'][number];

const stateTexts = {
  done: { tone: 'ok', text: 'has it' },
  waiting: { tone: 'gold', text: 'not yet' },
  parked: { tone: 'live', text: 'parked' },
} as const;

/** Which rows it changed, which policies saw it, which open pages were told. */
export function EventReach({ seen: { readers, told } }: { seen: ReadEvent }) {
  if (readers.length + told.length === 0)
    return <p class="s muted">Nothing that runs here reads this type of event.</p>;
  return (
    <div class="reach">
      <h3>What became of it</h3>
      <ul>
        {readers.map((one) => (
          <li key={one.target}>
            <span>
              <a href={`/console/subscriptions?of=${encodeURIComponent(one.target)}`}>{one.target}</a>{' '}
              <span class="xs muted">{whatOf(one)}</span>
            </span>
            <span class={`chip ${stateTexts[one.state].tone}`}>{stateTexts[one.state].text}</span>
          </li>
        ))}
        {told.map(({ service, topic, kind, channels }) => (
          <li key={`${service} ${topic} ${kind}`}>
            <span>
              <span class="mono">{kind}</span>{' '}
              <span class="xs muted">
                live, to who hears {topic} ({many(channels.length, 'channel')})
              </span>
            </span>
            <span class="chip info">told</span>
          </li>
        ))}
      </ul>
    </div>
  );
}

function whatOf({ kind, rows }: Reader): string {
  if (kind === 'policy') return 'policy';
  if (kind === 'memory-view') return 'in memory';
  if (rows.length === 0) return 'no row';
  const [first = ''] = rows;
  const short = first.length > 18 ? `…${first.slice(-8)}` : first;
  return rows.length === 1 ? `row ${short}` : `${many(rows.length, 'row')}, ${short} …`;
}
