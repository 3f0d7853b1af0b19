import { addresses } from './addresses.ts';
import { markup } from './markup.ts';
import { otherTongues } from './other-tongues.ts';

export interface Payload {
  readonly family: string;
  readonly text: string;
}

/** Each text that ever ran as a script where it should not have, in the shapes it came in. No two are the same. */
export function payloads(): readonly Payload[] {
  const families: Readonly<Record<string, readonly string[]>> = {
    ...markup(),
    ...addresses(),
    ...otherTongues(),
  };
  const familyOf = new Map<string, string>();
  for (const [family, texts] of Object.entries(families))
    // Blank edges are cut at the door, and would not be read back.
    for (const text of texts) if (text.trim() === text && !familyOf.has(text)) familyOf.set(text, family);
  return [...familyOf].map(([text, family]) => ({ family, text }));
}

/** The first of each family: for what is done by hand. */
export const oneOfEach = (all: readonly Payload[]): readonly Payload[] =>
  all.filter(({ family }, i) => all.findIndex((one) => one.family === family) === i);
