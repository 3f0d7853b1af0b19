const cards = (): HTMLElement[] => [...document.querySelectorAll<HTMLElement>('main [data-post]')];

export const currentCard = (): HTMLElement | null =>
  document.activeElement?.closest<HTMLElement>('main [data-post]') ?? null;

/** The first card that reaches below a line of the window. Groups above it are passed over, and not laid out for it. */
function firstCardBelow(linePx: number): HTMLElement | undefined {
  for (const place of document.querySelectorAll<HTMLElement>('main .group, main .thread')) {
    if (place.getBoundingClientRect().bottom <= linePx) continue;
    for (const card of place.querySelectorAll<HTMLElement>('[data-post]'))
      if (card.getBoundingClientRect().bottom > linePx) return card;
  }
  return undefined;
}

/** The card that tells a place in a list: the first that begins in the window. How high those above are does not matter then. */
export function placeCard(): HTMLElement | undefined {
  const first = firstCardBelow(0);
  if (!first || first.getBoundingClientRect().top >= 0) return first;
  const all = cards();
  const next = all[all.indexOf(first) + 1];
  return next && next.getBoundingClientRect().top < innerHeight ? next : first;
}

/** Goes to the card below or above; from nowhere to the first one that is in sight. */
export function moveCard(step: 1 | -1): void {
  const current = currentCard();
  const all = cards();
  const card = current ? all[all.indexOf(current) + step] : (firstCardBelow(100) ?? all[0]);
  if (!card) return;
  card.focus({ preventScroll: true });
  // What was skipped by content-visibility gets its height only now.
  card.scrollIntoView({ block: 'nearest' });
}
