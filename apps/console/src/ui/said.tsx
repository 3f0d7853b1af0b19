import { signal } from '@preact/signals';

interface Saying {
  readonly id: number;
  readonly text: string;
  readonly bad: boolean;
}

const sayings = signal<readonly Saying[]>([]);
const shownMs = 6_000;
const sayingsMax = 3;
let last = 0;

/** Says for a moment what was done, or why not. */
export function say(text: string, { bad = false } = {}): void {
  const one = { id: ++last, text, bad };
  sayings.value = [...sayings.value, one].slice(-sayingsMax);
  setTimeout(() => (sayings.value = sayings.value.filter(({ id }) => id !== one.id)), shownMs);
}

export const Said = () => (
  <div class="said" role="status">
    {sayings.value.map(({ id, text, bad }) => (
      <p key={id} class={bad ? 'bad' : ''}>
        {text}
      </p>
    ))}
  </div>
);
