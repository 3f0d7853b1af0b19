import { signal } from '@preact/signals';

/** Which of the two dialogs of the keyboard is open. */
export const opened = signal<'menu' | 'help' | undefined>(undefined);
