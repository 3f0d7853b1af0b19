import { z } from 'zod';

const sealed = z.string().max(500).optional();

/** The field `before` of a list: a query reads it, and answers `next`, as the index gives it; outside it is sealed (HT36). */
export const pageCursor = sealed.meta({
  description: 'The `next` of the page before, unchanged and with the same other parameters.',
});

/** Likewise, of a list in the order of the ids of its items: whoever names one of them begins behind it. */
export const pageCursorOrId = sealed.meta({
  description:
    'The `next` of the page before, unchanged and with the same other parameters; or an id, for what is older.',
});
