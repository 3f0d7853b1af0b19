import { settings } from '../shell/settings.ts';
import { keySequence } from './key-sequence.ts';
import { shortcuts } from './shortcuts.ts';

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.closest('input, textarea, select, [contenteditable]') !== null;

/** Listens for keys. Single ones do nothing while somebody types, in a dialog, or when they are switched off. */
export function startKeyboard(): void {
  const find = keySequence(Object.fromEntries(shortcuts.map(({ keys, act }) => [keys, act])), () =>
    performance.now(),
  );
  document.addEventListener('keydown', (event) => {
    const isPlain = !event.ctrlKey && !event.metaKey;
    const inDialog = document.querySelector('dialog[open], .menu:popover-open') !== null;
    if (event.defaultPrevented || inDialog || (isPlain && (isTyping(event.target) || settings.value.noKeys)))
      return;
    if (event.key === 'Enter' && event.target instanceof HTMLElement && event.target.matches('[data-post]'))
      return shortcuts.find(({ keys }) => keys === 'o')?.act();
    const act = find(event);
    if (!act) return;
    event.preventDefault();
    act();
  });
}
