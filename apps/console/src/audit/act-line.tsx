import type { Act } from '../api/shapes.ts';
import { Ago } from '../ui/ago.tsx';
import { Actor } from '../ui/actor.tsx';
import { overview } from '../shell/state.ts';
import { actText } from './act-text.ts';
import { DoneTo } from './done-to.tsx';
import { endOf } from './end-of.ts';

export function Outcome({ act }: { act: Act }) {
  const { text, tone } = endOf(act, overview.value);
  return <span class={`chip ${tone}`}>{text}</span>;
}

/** An act in a line. */
export const ActLine = ({ act }: { act: Act }) => (
  <li class="row wrap">
    <span>
      <Actor id={act.by} /> {actText(act)} <DoneTo on={act.on} />
    </span>
    <span class="sp" />
    <Outcome act={act} />
    <span class="xs muted">
      <Ago at={act.begunAt} />
    </span>
  </li>
);
