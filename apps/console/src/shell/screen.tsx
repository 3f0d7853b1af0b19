import { cameBack, place } from '@touchline/web/router';
import { choose, settings } from '@touchline/web/settings';
import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { openCommands } from '../keyboard/command-menu.tsx';
import { count } from '../ui/format.ts';
import { Icon } from '../ui/icon.tsx';
import { leave } from './sign-in.tsx';
import { overview, overviewFault, role } from './state.ts';

interface Props {
  readonly title: string;
  /** What the title is about, such as a stream's name. */
  readonly of?: ComponentChildren;
  readonly beside?: ComponentChildren;
  readonly children: ComponentChildren;
}

/** One screen: its heading (which takes the focus when one goes there), how all stands, its content. */
export function Screen({ title, of, beside, children }: Props) {
  const top = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} · Touchline console`;
  }, [title]);
  const { path } = place.value;
  useEffect(() => {
    if (!cameBack.value) scrollTo(0, 0);
    const taken = document.activeElement;
    if (taken === document.body || taken === null) top.current?.focus({ preventScroll: true });
  }, [path]);
  return (
    <>
      <header class="head row wrap">
        <h1 ref={top} tabIndex={-1}>
          {title} {of}
        </h1>
        {beside}
        <div class="row wrap end tools">
          <Pulse />
          <button type="button" class="btn" onClick={openCommands} title="Go anywhere (Ctrl K)">
            <Icon name="search" />
            <kbd>Ctrl K</kbd>
          </button>
          <RoleBadge />
          <span class="row">
            <Look />
            <button
              type="button"
              class="btn g icon"
              aria-label="Leave the console"
              title="Leave the console"
              onClick={leave}
            >
              <Icon name="out" />
            </button>
          </span>
        </div>
      </header>
      {children}
    </>
  );
}

/** Whether what is shown is how it is now. */
function Pulse() {
  if (overviewFault.value !== undefined)
    return (
      <span class="chip live" role="status">
        no answer, figures are old
      </span>
    );
  const rate = overview.value?.log.written.at(-1) ?? 0;
  return (
    <span class="chip ok num">
      <span class="dot" aria-hidden="true" /> <span class="wide">live · </span>
      {count(Math.round(rate))} ev/s
    </span>
  );
}

const RoleBadge = () =>
  role.value === 'viewer' ? (
    <span class="chip gold">read only</span>
  ) : (
    <span class="chip role">{role.value}</span>
  );

function Look() {
  const dark =
    settings.value.theme === 'dark' ||
    (settings.value.theme === undefined && matchMedia('(prefers-color-scheme: dark)').matches);
  const label = dark ? 'Light colours' : 'Dark colours';
  return (
    <button
      type="button"
      class="btn g icon"
      aria-label={label}
      title={label}
      onClick={() => choose({ theme: dark ? 'light' : 'dark' })}
    >
      <Icon name="sun" />
    </button>
  );
}
