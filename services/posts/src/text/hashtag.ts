import { z } from 'zod';

// Marks belong to a word as letters do: without them most words of Hindi or Thai would be cut in two.
const pattern = /^[\p{L}\p{M}\p{N}_]{1,50}$/u;

/** The form a hashtag is stored and compared in: #Maraton and #maraton are one. */
export const hashtagForm = (written: string): string => written.toLowerCase().normalize('NFC');

const expected = 'expected 1 to 50 letters, digits or _';

/** A hashtag without #, lower case, NFC. */
export const hashtagSchema = z.string().regex(pattern, expected);

/** The same in any spelling, brought into that form. */
export const writtenHashtagSchema = z.string().overwrite(hashtagForm).regex(pattern, expected);

/** #1 is a place and not a subject: a hashtag has a letter. */
export const isHashtag = (form: string): boolean => pattern.test(form) && /\p{L}/u.test(form);
