import { leastOf } from './covers.ts';

/** How far several reads had come: the least of them, in every partition. */
export function leastRead(): {
  note(token: string | null): void;
  least(): string | undefined;
  /** What is read from now on counts. */
  forget(): void;
} {
  let least: string | undefined;
  return {
    note(token) {
      if (token) least = least === undefined ? token : leastOf(least, token);
    },
    least: () => least,
    forget: () => void (least = undefined),
  };
}
