import { signal } from '@preact/signals';
import { Dialog } from '@touchline/web/dialog';
import { go } from '@touchline/web/router';
import { useState } from 'preact/hooks';
import type { ListSubscriptions } from '../api/shapes.ts';
import { useAsked } from '../api/use-asked.ts';
import { groups } from '../shell/nav.tsx';
import { ledgerHref, streamHref, traceHref } from '../shell/routes.ts';

const open = signal(false);

export const openCommands = (): void => void (open.value = true);

export const CommandMenu = () => (open.value ? <Menu /> : null);

interface Command {
  readonly text: string;
  readonly href: string;
}

const shownMax = 12;

/** What can be made of what was typed, besides what has that name. */
function madeOf(text: string): readonly Command[] {
  if (text === '') return [];
  return [
    ...(/^\d+\.\d+$/.test(text)
      ? [
          { text: `Event at ${text}`, href: `/console/ledger?at=${text}` },
          { text: `Cause and effects of ${text}`, href: traceHref(text) },
        ]
      : []),
    ...(/^[a-z][a-z0-9]*-./.test(text) ? [{ text: `Stream ${text}`, href: streamHref(text) }] : []),
    { text: `Filter the ledger by ${text}`, href: ledgerHref(text) },
  ];
}

function Menu() {
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const { answer } = useAsked<ListSubscriptions>('operator/subscriptions');
  const named: readonly Command[] = [
    ...groups.flatMap(({ entries }) => entries.map(({ href, text: name }) => ({ text: name, href }))),
    ...(answer?.subscriptions ?? []).map(({ target }) => ({
      text: `Subscription ${target}`,
      href: `/console/subscriptions?of=${encodeURIComponent(target)}`,
    })),
  ];
  const wanted = text.trim();
  const fits = named.filter((one) => one.text.toLowerCase().includes(wanted.toLowerCase()));
  const shown = [...madeOf(wanted).slice(0, 2), ...fits, ...madeOf(wanted).slice(2)].slice(0, shownMax);
  const chosen = Math.min(at, shown.length - 1);
  const take = (one: Command | undefined): void => {
    if (!one) return;
    open.value = false;
    go(one.href);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    setAt((chosen + by + shown.length) % Math.max(1, shown.length));
  };
  return (
    <Dialog label="Go anywhere" wide onClose={() => (open.value = false)}>
      <form
        class="commands"
        onSubmit={(event) => {
          event.preventDefault();
          take(shown[chosen]);
        }}
      >
        <input
          role="combobox"
          aria-expanded="true"
          aria-controls="commands"
          aria-activedescendant={`command-${chosen}`}
          aria-label="Go to"
          value={text}
          placeholder="A page, a stream, a position, a subscription"
          autoComplete="off"
          spellcheck={false}
          onKeyDown={onKeyDown}
          onInput={(event) => {
            setText(event.currentTarget.value);
            setAt(0);
          }}
        />
        <div id="commands" role="listbox" aria-label="Where to">
          {shown.map((one, i) => (
            // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- the keys are the input's
            <div
              key={one.href}
              id={`command-${i}`}
              role="option"
              tabIndex={-1}
              aria-selected={i === chosen}
              onClick={() => take(one)}
            >
              {one.text}
            </div>
          ))}
        </div>
      </form>
    </Dialog>
  );
}
