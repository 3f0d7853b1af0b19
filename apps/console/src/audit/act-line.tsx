import type { Act } from '../api/shapes.ts';
import { Ago } from '../ui/ago.tsx';
import { Actor } from '../ui/actor.tsx';
import { actText } from './act-text.ts';

export function Outcome({ act: { end } }: { act: Act }) {
  if (!end) return <span class="chip gold">no end known</span>;
  const tone = end.outcome === 'done' ? 'ok' : end.outcome === 'failed' ? 'live' : 'gold';
  return <span class={`chip ${tone}`}>{end.outcome}</span>;
}

/** An act in a line. */
export const ActLine = ({ act }: { act: Act }) => (
  <li class="row wrap">
    <span>
      <Actor id={act.by} /> {actText(act)}
      {act.on !== '' && (
        <>
          {' '}
          <code>{act.on}</code>
        </>
      )}
    </span>
    <span class="sp" />
    <Outcome act={act} />
    <span class="xs muted">
      <Ago at={act.begunAt} />
    </span>
  </li>
);
