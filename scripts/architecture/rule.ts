import type { Tree } from './tree.ts';

export interface Violation {
  readonly path: string;
  readonly line: number;
  readonly what: string;
}

export interface Rule {
  /** The rule as a sentence; it is the title of its test. */
  readonly says: string;
  readonly violations: (tree: Tree) => Violation[];
}

export const inWords = ({ path, line, what }: Violation): string => `${path}:${line} ${what}`;
