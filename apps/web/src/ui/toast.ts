import { signal } from '@preact/signals';

export interface Toast {
  readonly id: number;
  readonly text: string;
  readonly undo?: (() => void) | undefined;
  readonly bad?: boolean;
  /** What it is about: when that is gone, the way back leads nowhere. */
  readonly about?: string | undefined;
}

const shownMs = 10_000;
const toastsMax = 3;
let last = 0;

export const toasts = signal<readonly Toast[]>([]);

/** Says what happened, for ten seconds, with the way back if there is one. */
export function say(
  text: string,
  { undo, bad = false, about }: { undo?: () => void; bad?: boolean; about?: string } = {},
): void {
  const id = ++last;
  toasts.value = [...toasts.value, { id, text, undo, bad, about }].slice(-toastsMax);
  setTimeout(() => dismiss(id), shownMs);
}

export function dismiss(id: number): void {
  toasts.value = toasts.value.filter((toast) => toast.id !== id);
}

/** Takes back what is still said about something that is gone. */
export function dismissAbout(about: string): void {
  toasts.value = toasts.value.filter((toast) => toast.about !== about);
}

/** What was said is not for the next one to read, nor theirs to undo. */
export const forgetToasts = (): void => void (toasts.value = []);

/** Undoes what was said last, if it can be undone. */
export function undoLast(): boolean {
  const latest = toasts.value.findLast(({ undo }) => undo);
  if (!latest?.undo) return false;
  dismiss(latest.id);
  latest.undo();
  return true;
}
