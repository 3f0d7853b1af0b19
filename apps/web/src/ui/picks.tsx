import { useRef, useState } from 'preact/hooks';

export interface Pick {
  readonly value: string;
  readonly text: string;
}

interface Props {
  readonly label: string;
  readonly picks: readonly Pick[];
  readonly chosen: ReadonlySet<string>;
  readonly toggle: (value: string) => void;
}

/** Many things to choose some of. One tab stop, arrows inside: nobody tabs through seventy buttons. */
export function Picks({ label, picks, chosen, toggle }: Props) {
  const group = useRef<HTMLDivElement>(null);
  const [at, setAt] = useState(0);
  const stop = Math.min(at, picks.length - 1);
  const onKeyDown = (event: KeyboardEvent): void => {
    const isLtr = document.documentElement.dir !== 'rtl';
    const steps: Readonly<Partial<Record<string, number>>> = {
      ArrowRight: isLtr ? 1 : -1,
      ArrowLeft: isLtr ? -1 : 1,
      ArrowDown: 1,
      ArrowUp: -1,
    };
    const step = steps[event.key];
    if (step === undefined || picks.length === 0) return;
    event.preventDefault();
    const next = (stop + step + picks.length) % picks.length;
    setAt(next);
    group.current?.querySelectorAll('button')[next]?.focus();
  };
  return (
    <div ref={group} class="picks" role="toolbar" aria-label={label} tabIndex={-1} onKeyDown={onKeyDown}>
      {picks.map(({ value, text }, i) => (
        <button
          key={value}
          type="button"
          class={chosen.has(value) ? 'btn pick on' : 'btn pick'}
          aria-pressed={chosen.has(value)}
          tabIndex={i === stop ? 0 : -1}
          onClick={() => {
            setAt(i);
            toggle(value);
          }}
        >
          {text}
        </button>
      ))}
    </div>
  );
}
