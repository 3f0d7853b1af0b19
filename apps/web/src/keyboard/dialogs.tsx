import { lazy } from '../ui/lazy.tsx';
import { opened } from './opened.ts';

const CommandMenu = lazy(async () => (await import('./command-menu.tsx')).CommandMenu);
const Help = lazy(async () => (await import('./help.tsx')).Help);

export function KeyboardDialogs() {
  const which = opened.value;
  // A dialog tells of its end a moment later: the other one may have been asked for meanwhile.
  const close = (): void => void (opened.value === which && (opened.value = undefined));
  if (which === 'menu') return <CommandMenu close={close} />;
  return which === 'help' ? <Help close={close} /> : null;
}
