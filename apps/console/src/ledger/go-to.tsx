import { useState } from 'preact/hooks';

interface Props {
  readonly q: string;
  readonly onApply: (text: string) => void;
}

/** The words without those that say where in the log to stand. */
const withoutPlace = (q: string): string =>
  q
    .split(/\s+/)
    .filter((word) => !/^(until|at):/.test(word))
    .join(' ');

/** Seeks by time or by position: both become words of the filter, so that an address keeps them. */
export function GoTo({ q, onApply }: Props) {
  const [time, setTime] = useState('');
  const [position, setPosition] = useState('');
  // The word is made when it is wanted: while it is typed a time may be none.
  const seek = (word: () => string) => (event: Event) => {
    event.preventDefault();
    onApply(`${withoutPlace(q)} ${word()}`.trim());
  };
  return (
    <details class="words">
      <summary class="btn">Go to</summary>
      <div class="card form">
        <form class="row" onSubmit={seek(() => `until:${new Date(time).toISOString()}`)}>
          <label class="field grow">
            <span>Time, as your clock shows it</span>
            <input
              type="datetime-local"
              step="1"
              max="9999-12-31T23:59:59"
              value={time}
              required
              onInput={(event) => setTime(event.currentTarget.value)}
            />
          </label>
          <button type="submit" class="btn">
            Go there
          </button>
        </form>
        <form class="row" onSubmit={seek(() => `at:${position.trim()}`)}>
          <label class="field grow">
            <span>Position</span>
            <input
              class="mono"
              value={position}
              required
              pattern="\s*\d+\.\d+\s*"
              title="partition.position, such as 0.4812"
              placeholder="0.4812"
              autoComplete="off"
              onInput={(event) => setPosition(event.currentTarget.value)}
            />
          </label>
          <button type="submit" class="btn">
            Go there
          </button>
        </form>
        <p class="xs muted">The newest event up to there comes first, older ones follow.</p>
      </div>
    </details>
  );
}
