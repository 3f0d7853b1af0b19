import { go } from '@touchline/web/router';
import { settings } from '@touchline/web/settings';
import { openCommands } from './command-menu.tsx';
import { openHelp } from './keys-help.tsx';
import { places } from './places.ts';

type Bindings = Readonly<Record<string, () => void>>;

const own: Bindings[] = [];
const chordMs = 1_500;
let chordUntilMs = 0;

/** Keys of a screen, for as long as it is shown; gives back how to take them off. */
export function onKeys(bindings: Bindings): () => void {
  own.push(bindings);
  return () => void own.splice(own.indexOf(bindings), 1);
}

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || target.matches('input:not([type=range]), textarea, select'));

export function startKeys(): void {
  addEventListener('keydown', (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') {
      event.preventDefault();
      openCommands();
      return;
    }
    const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
    // People who speak to their computer switch single keys off.
    if (!plain || settings.value.noKeys || isTyping(event.target) || document.querySelector('dialog[open]'))
      return;
    const action = actionOf(event);
    if (!action) return;
    event.preventDefault();
    action();
  });
}

function actionOf(event: KeyboardEvent): (() => void) | undefined {
  const { key } = event;
  const inChord = performance.now() < chordUntilMs;
  chordUntilMs = 0;
  const there = inChord ? places[key] : undefined;
  if (there) return () => go(there[0]);
  if (key === 'g') return () => void (chordUntilMs = performance.now() + chordMs);
  if (key === '?') return openHelp;
  if (key === '/') return openCommands;
  // Arrows move a slider by themselves when it has the focus.
  if (key.startsWith('Arrow') && event.target instanceof HTMLInputElement) return undefined;
  return own.findLast((bindings) => Object.hasOwn(bindings, key))?.[key];
}
