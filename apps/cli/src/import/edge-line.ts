import { safeText } from '../show/safe-text.ts';

/** One line of an edge list: two people, nothing, or what is wrong with it. */
export type EdgeLine =
  | { readonly kind: 'edge'; readonly u: string; readonly v: string }
  | { readonly kind: 'nothing' }
  | { readonly kind: 'malformed'; readonly what: string };

const name = /^[a-z0-9_]+$/;
const shownMax = 40;
/** No edge is longer, white space and all. */
export const edgeLineMax = 1000;
const tooLong = `expected at most ${edgeLineMax} characters, found more`;

/** `12 7`: white space between two names of lower-case letters, digits and _. Empty lines and `# …` say nothing. */
export function edgeLine(text: string, nameLengthMax: number): EdgeLine {
  const line = text.trim();
  if (line.startsWith('#')) return { kind: 'nothing' };
  if (text.length > edgeLineMax) return { kind: 'malformed', what: tooLong };
  if (line === '') return { kind: 'nothing' };
  const parts = line.split(/\s+/);
  const [u = '', v = ''] = parts;
  const found = safeText(line.length > shownMax ? `${line.slice(0, shownMax)}…` : line);
  const malformed = (what: string): EdgeLine => ({ kind: 'malformed', what: `${what}, found “${found}”` });
  if (parts.length !== 2) return malformed(`expected two names, as in “12 7”`);
  for (const one of [u, v]) {
    if (!name.test(one)) return malformed('expected names of a–z, 0–9 and _');
    if (one.length > nameLengthMax) return malformed(`expected names of at most ${nameLengthMax} characters`);
  }
  return u === v ? malformed('expected two different people') : { kind: 'edge', u, v };
}
