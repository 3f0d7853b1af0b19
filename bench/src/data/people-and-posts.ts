import { mulberry32 } from '../../../apps/server/src/testing/synthetic-graph.ts';

const words = (
  'long run this morning up the hill and back with the club before the rain came down hard near mile nine legs heavy ' +
  'but the view was worth it tempo session tomorrow then rest who is in for Sunday we start at eight by the bridge ' +
  'new shoes felt great until the last climb home win again what a save from Nkechi training on Thursday is moved'
).split(' ');

/** Texts of about 110 characters, as posts are; the same for the same seed. */
export function texts(count: number, seed = 11): string[] {
  const random = mulberry32(seed);
  const word = (): string => words[Math.floor(random() * words.length)] as string;
  return Array.from({ length: count }, () =>
    Array.from({ length: 12 + Math.floor(random() * 20) }, word).join(' '),
  );
}

export const handleOf = (number: number): string => `runner_${number}`;
export const nameOf = (number: number): string => `Runner Number ${number}`;
