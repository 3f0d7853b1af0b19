import { refuse, type Refusal } from '@touchline/kernel';
import { scan } from './scan.ts';

/** Mentions and hashtags of a post, each. */
export const referencesMax = 20;

/** Bytes: 2,000 characters beyond the basic plane, each written as two \u escapes, and the other fields. */
export const bodyMax = 32 * 1024;

export const referenceRefusals = {
  'too-many-mentions': `A post names at most ${referencesMax} people.`,
  'too-many-hashtags': `A post has at most ${referencesMax} hashtags.`,
} as const;

interface Content {
  text: string;
  mentions?: { handle: string; person: string }[];
  hashtags?: string[];
}

/** A text with what it refers to, as events hold it; handles that nobody has stay text. */
export function contentOf(
  text: string,
  people: ReadonlyMap<string, string>,
): Content | Refusal<keyof typeof referenceRefusals> {
  const { handles, hashtags } = scan(text);
  if (handles.length > referencesMax) return refuse('too-many-mentions');
  if (hashtags.length > referencesMax) return refuse('too-many-hashtags');
  const mentions = handles.flatMap((handle) => {
    const person = people.get(handle);
    return person === undefined ? [] : [{ handle, person }];
  });
  const content: Content = { text };
  if (mentions.length > 0) content.mentions = mentions;
  if (hashtags.length > 0) content.hashtags = [...hashtags];
  return content;
}
