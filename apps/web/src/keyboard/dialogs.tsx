import { lazy } from '../ui/lazy.tsx';
import { opened } from './opened.ts';

const CommandMenu = lazy(async () => (await import('./command-menu.tsx')).CommandMenu);
const Help = lazy(async () => (await import('./help.tsx')).Help);

export function KeyboardDialogs() {
  const close = (): void => void (opened.value = undefined);
  if (opened.value === 'menu') return <CommandMenu close={close} />;
  return opened.value === 'help' ? <Help close={close} /> : null;
}
