import { signal } from '@preact/signals';

export interface Toast {
  readonly id: number;
  readonly text: string;
  readonly undo?: (() => void) | undefined;
  readonly bad?: boolean;
}

const shownMs = 10_000;
const toastsMax = 3;
let last = 0;

export const toasts = signal<readonly Toast[]>([]);

/** Says what happened, for ten seconds, with the way back if there is one. */
export function say(text: string, { undo, bad = false }: { undo?: () => void; bad?: boolean } = {}): void {
  const id = ++last;
  toasts.value = [...toasts.value, { id, text, undo, bad }].slice(-toastsMax);
  setTimeout(() => dismiss(id), shownMs);
}

export function dismiss(id: number): void {
  toasts.value = toasts.value.filter((toast) => toast.id !== id);
}

/** Undoes what was said last, if it can be undone. */
export function undoLast(): boolean {
  const latest = toasts.value.findLast(({ undo }) => undo);
  if (!latest?.undo) return false;
  dismiss(latest.id);
  latest.undo();
  return true;
}
