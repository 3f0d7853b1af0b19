import type { Noted } from './position.ts';

const name = 'touchline.position';

/** What this tab's last page noted, so that a reload shows what was done just before it. */
export function recallPosition(): Noted | undefined {
  try {
    const text = sessionStorage.getItem(name);
    return text === null ? undefined : (JSON.parse(text) as Noted);
  } catch {
    return undefined;
  }
}

/** Leaves what this page noted to the next one of this tab. */
export function keepPosition(last: () => Noted | undefined): void {
  addEventListener('pagehide', () => {
    const noted = last();
    try {
      if (noted) sessionStorage.setItem(name, JSON.stringify(noted));
      else sessionStorage.removeItem(name);
    } catch {
      // Without storage a reload reads what the server has reached by then.
    }
  });
}
