const cards = (): HTMLElement[] => [...document.querySelectorAll<HTMLElement>('main [data-post]')];

export const currentCard = (): HTMLElement | null =>
  document.activeElement?.closest<HTMLElement>('main [data-post]') ?? null;

/** Goes to the card below or above; from nowhere to the first one that is in sight. */
export function moveCard(step: 1 | -1): void {
  const all = cards();
  const current = currentCard();
  const inSight = all.findIndex((card) => card.getBoundingClientRect().bottom > 100);
  const to = current ? all.indexOf(current) + step : Math.max(0, inSight);
  const card = all[to];
  if (!card) return;
  card.focus({ preventScroll: true });
  // What was skipped by content-visibility gets its height only now.
  card.scrollIntoView({ block: 'nearest' });
}
