import { canBeSeen } from '@touchline/identity/published';
import { z } from 'zod';
import { fitsPost, postTextMax } from './post-text-max.ts';

const tidy = (text: string): string => (text.includes('\r') ? text.replaceAll(/\r\n?/g, '\n') : text).trim();

const isClean = (text: string): boolean => !/[^\P{Cc}\n\t]/u.test(text) && text.isWellFormed();

/** The text of a post as people send it: line ends made one kind, blank edges cut off. */
export const postTextSchema = z
  .string()
  .overwrite(tidy)
  .min(1, 'expected some text')
  .refine(canBeSeen, 'expected some text that can be seen, found invisible characters alone')
  .refine(fitsPost, `expected at most ${postTextMax} characters`)
  .refine(isClean, 'expected text without control characters or halves of characters')
  .meta({ maxLength: postTextMax, examples: ['Ten hills before breakfast. @kai_runs #trailrunning'] });
