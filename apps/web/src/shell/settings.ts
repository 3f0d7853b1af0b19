import { effect, signal } from '@preact/signals';

/** What a reader has chosen for this browser. Nothing here is private. */
export interface Settings {
  readonly theme?: 'light' | 'dark';
  readonly locale?: string;
  /** Counts are not shown. */
  readonly quiet?: boolean;
  /** Single keys do nothing: for people who speak to their computer. */
  readonly noKeys?: boolean;
}

const name = 'touchline.settings';

function stored(): Settings {
  try {
    return JSON.parse(localStorage.getItem(name) ?? '{}') as Settings;
  } catch {
    return {};
  }
}

export const settings = signal<Settings>(stored());

export function choose(changes: Settings): void {
  settings.value = { ...settings.value, ...changes };
  try {
    localStorage.setItem(name, JSON.stringify(settings.value));
  } catch {
    // Without storage the choice holds until the page is closed.
  }
}

/** Puts the choices on the page, and takes over what another tab chose. */
export function applySettings(): void {
  effect(() => {
    const { theme } = settings.value;
    if (theme) document.documentElement.dataset['theme'] = theme;
    else delete document.documentElement.dataset['theme'];
  });
  addEventListener('storage', (event) => {
    if (event.key === name) settings.value = stored();
  });
}
