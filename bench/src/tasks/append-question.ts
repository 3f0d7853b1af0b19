export interface AppendQuestion {
  readonly folder: string;
  readonly callers: number;
  readonly seconds: number;
}

export interface Rate {
  readonly perSecond: number;
}

const text =
  'Long run this morning, up the hill and back with the club before the rain came down hard near mile 9';

/** What one event holds, as text: about as much as a post. */
export const dataOf = (id: string): string => JSON.stringify({ post: id, author: id, text });
