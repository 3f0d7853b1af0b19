import { useState } from 'preact/hooks';
import { Icon } from '../ui/icon.tsx';
import { GoTo } from './go-to.tsx';
import { savedFilters, saveFilter } from './saved-filters.ts';

interface Props {
  readonly q: string;
  readonly onApply: (text: string) => void;
}

const words: readonly (readonly [word: string, means: string])[] = [
  ['type:Post*', 'types that begin with Post; several with a comma'],
  ['-type:Kudos*', 'all but these'],
  ['stream:post', 'streams of this category, or one: stream:post-01k9…'],
  ['actor:01k9…', 'done by this person; actor:policy:* by policies'],
  ['since:2h', 'also until:, as 15m, 3d, 2026-05-01 (in UTC), 2026-05-01T12:00Z'],
  ['at:0.4812', 'from this position on, backwards'],
  ['correlation:…', 'what one request wrote; cause: what one event led to'],
  ['snow', 'found in type, stream or actor'],
];

/** The filter in words, those that were saved, and what words there are. */
export function FilterBar({ q, onApply }: Props) {
  const [text, setText] = useState(q);
  const saved = savedFilters.value;
  const isSaved = saved.includes(q);
  const onSubmit = (event: Event): void => {
    event.preventDefault();
    onApply(text.trim());
  };
  return (
    <search class="filter">
      <div class="row bar">
        <form class="row grow" onSubmit={onSubmit}>
          <input
            id="filter"
            aria-label="Filter"
            class="mono"
            value={text}
            maxLength={500}
            spellcheck={false}
            autoCapitalize="none"
            autoComplete="off"
            placeholder="type:Post* since:2h -type:Kudos*"
            onInput={(event) => setText(event.currentTarget.value)}
          />
          <button type="submit" class="btn p">
            Filter
          </button>
          {q !== '' && (
            <>
              <button type="button" class="btn" onClick={() => onApply('')}>
                Clear
              </button>
              <button
                type="button"
                class="btn icon"
                aria-label={isSaved ? 'Forget this filter' : 'Save this filter'}
                title={isSaved ? 'Forget this filter' : 'Save this filter'}
                aria-pressed={isSaved}
                onClick={() => saveFilter(q, !isSaved)}
              >
                <Icon name="star" />
              </button>
            </>
          )}
        </form>
        <GoTo q={q} onApply={onApply} />
        <details class="words">
          <summary class="btn">Words</summary>
          <dl class="card">
            {words.map(([word, means]) => (
              <div key={word}>
                <dt>
                  <code>{word}</code>
                </dt>
                <dd class="s muted">{means}</dd>
              </div>
            ))}
          </dl>
        </details>
      </div>
      {saved.length > 0 && (
        <ul class="chips" aria-label="Saved filters">
          {saved.map((one) => (
            <li key={one}>
              <a
                class={one === q ? 'chip ok mono' : 'chip mono'}
                href={`/console/ledger?q=${encodeURIComponent(one)}`}
              >
                {one}
              </a>
            </li>
          ))}
        </ul>
      )}
    </search>
  );
}
