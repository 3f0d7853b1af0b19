import { z } from 'zod';

export const visibilitySchema = z.enum(['public', 'followers', 'only-me']).meta({
  description: 'Who may see it: everyone, the followers of its author, or the author alone.',
});
export type Visibility = z.output<typeof visibilitySchema>;

const reach: Readonly<Record<Visibility, number>> = { 'only-me': 0, followers: 1, public: 2 };

export const isWider = (a: Visibility, b: Visibility): boolean => reach[a] > reach[b];
