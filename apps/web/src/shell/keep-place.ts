import { useLayoutEffect } from 'preact/hooks';
import { placeCard } from '../keyboard/cards.ts';
import { cameBack, keepPlaceWith, place, type Kept } from '../router/router.ts';

/** The card at the top of the window: heights may differ when one comes back, the card is the same. */
function notePlace(): Kept {
  if (scrollY === 0) return {};
  const card = placeCard();
  if (!card) return { scrollPx: scrollY };
  const anchor = { id: card.dataset['post'] ?? '', topPx: card.getBoundingClientRect().top };
  return { anchor, scrollPx: scrollY };
}

const framesMax = 10;
const movesOfReader = ['wheel', 'touchstart', 'pointerdown', 'keydown'];

/** Cards get their own heights as they come into sight, and push: holds one where it was until they have, or the reader moves. */
function hold(card: HTMLElement, topPx: number): () => void {
  const over = new AbortController();
  const end = (): void => over.abort();
  for (const move of movesOfReader) addEventListener(move, end, { signal: over.signal, passive: true });
  let frames = 0;
  const step = (): void => {
    if (frames++ >= framesMax) end();
    if (over.signal.aborted) return;
    scrollBy(0, card.getBoundingClientRect().top - topPx);
    requestAnimationFrame(step);
  };
  step();
  return end;
}

/** Shows a place as it was left, or its top. */
export function usePlace(): void {
  useLayoutEffect(() => {
    keepPlaceWith(notePlace);
    const { anchor, scrollPx = 0 } = place.value.kept;
    if (!cameBack.value) return scrollTo(0, 0);
    const card = anchor && document.getElementById(`post-${anchor.id}`);
    if (!card) return scrollTo(0, scrollPx);
    card.scrollIntoView();
    return hold(card, anchor.topPx);
  }, [place.value]);
}
