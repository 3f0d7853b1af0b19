import { type ReadonlySignal, signal } from '@preact/signals';
import { covers, leastOf } from './covers.ts';

/** How far the reads had come of which nobody tells what happened after them: the least of them, in every partition. */
export function leastRead(): {
  readonly least: ReadonlySignal<string | undefined>;
  note(token: string | null): void;
  /** From here on the page is told what happens after this position; `undefined`: it is not told any more. */
  toldAfter(position: string | undefined): void;
  /** What is read from now on counts. */
  forget(): void;
} {
  const least = signal<string | undefined>(undefined);
  let told: string | undefined;
  const isTold = (token: string): boolean => told !== undefined && covers(token, told);
  return {
    least,
    note(token) {
      if (!token || isTold(token)) return;
      least.value = least.peek() === undefined ? token : leastOf(least.peek() as string, token);
    },
    toldAfter(position) {
      told = position;
      const all = least.peek();
      if (all !== undefined && isTold(all)) least.value = undefined;
    },
    forget: () => void (least.value = undefined),
  };
}
