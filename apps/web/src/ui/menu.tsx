import { useId, useRef, useState } from 'preact/hooks';
import { Icon, type IconName } from './icon.tsx';

export interface MenuItem {
  readonly icon: IconName;
  readonly text: string;
  readonly act: () => void;
  readonly bad?: boolean;
}

/** A button with a list of actions: a sheet from below on phones, beside its button elsewhere. */
export function Menu({ label, items }: { label: string; items: readonly MenuItem[] }) {
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const list = useRef<HTMLDivElement>(null);
  // A feed has many menus, and few of them are ever opened.
  const [isDrawn, setDrawn] = useState(false);

  const onToggle = ({ newState }: { newState: string }): void => {
    const menu = list.current;
    const at = button.current?.getBoundingClientRect();
    if (newState !== 'open' || !menu || !at) return;
    const below = at.bottom + menu.offsetHeight < innerHeight;
    menu.style.setProperty('--top', `${below ? at.bottom : at.top - menu.offsetHeight}px`);
    const start = Math.min(at.left, innerWidth - menu.offsetWidth - 8);
    menu.style.setProperty('--left', `${Math.max(8, Math.min(start, at.right - menu.offsetWidth))}px`);
    menu.querySelector('button')?.focus();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const all = [...(list.current?.querySelectorAll('button') ?? [])];
    const now = all.indexOf(document.activeElement as HTMLButtonElement);
    const to = { ArrowDown: now + 1, ArrowUp: now - 1, Home: 0, End: -1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    all.at(to % all.length)?.focus();
  };
  const act = (item: MenuItem): void => {
    list.current?.hidePopover();
    button.current?.focus();
    item.act();
  };
  return (
    <>
      <button
        ref={button}
        type="button"
        class="btn g icon"
        aria-label={label}
        popovertarget={id}
        aria-haspopup="menu"
      >
        <Icon name="more" heavy />
      </button>
      <div
        ref={list}
        id={id}
        class="menu"
        popover="auto"
        role="menu"
        tabIndex={-1}
        aria-label={label}
        onBeforeToggle={() => setDrawn(true)}
        onToggle={onToggle}
        onKeyDown={onKeyDown}
      >
        {isDrawn &&
          items.map((item) => (
            <button
              key={item.text}
              type="button"
              role="menuitem"
              class={item.bad ? 'bad' : ''}
              onClick={() => act(item)}
            >
              <Icon name={item.icon} />
              {item.text}
            </button>
          ))}
      </div>
    </>
  );
}
