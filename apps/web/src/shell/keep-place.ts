import { useLayoutEffect } from 'preact/hooks';
import { cameBack, keepPlaceWith, place, type Kept } from '../router/router.ts';

/** The card at the top of the window: heights may differ when one comes back, the card is the same. */
function notePlace(): Kept {
  if (scrollY === 0) return {};
  for (const card of document.querySelectorAll<HTMLElement>('[data-post]')) {
    const { top, bottom } = card.getBoundingClientRect();
    if (bottom > 0) return { anchor: { id: card.dataset['post'] ?? '', topPx: top }, scrollPx: scrollY };
  }
  return { scrollPx: scrollY };
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
    scrollBy(0, card.getBoundingClientRect().top - anchor.topPx);
  }, [place.value]);
}
