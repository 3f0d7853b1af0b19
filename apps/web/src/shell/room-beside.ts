import { signal } from '@preact/signals';

// The same width as in wide.css.
const wide = matchMedia('(width >= 1100px)');

/** Whether the window is wide enough for something beside what one reads. Where it is not, nothing is read for it. */
export const roomBeside = signal(wide.matches);
wide.addEventListener('change', ({ matches }) => void (roomBeside.value = matches));
