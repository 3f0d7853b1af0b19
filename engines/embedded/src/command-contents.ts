import type { DatabaseSync } from 'node:sqlite';
import { sealedText, unsealedText } from './command-blob.ts';
import { arrays } from './sqlite.ts';

/** What the file of the index of commands holds: what is named here and is not there has been lost. */
export interface CommandContents {
  /** Per partition, how far of the log it has been saved. */
  readonly positions: readonly number[];
  readonly generations: number;
  /** The runs that no generation has, by number. */
  readonly runs: readonly number[];
}

const textOf = (contents: CommandContents): string => sealedText(JSON.stringify(contents));

export const contentsSchema = `
  CREATE TABLE contents (one INTEGER PRIMARY KEY, text TEXT NOT NULL);
  INSERT INTO contents VALUES (1, '${textOf({ positions: [], generations: 0, runs: [] })}');
`;

export function contentsReader(index: DatabaseSync): () => CommandContents {
  const find = arrays<[text: unknown]>(index, 'SELECT text FROM contents WHERE one = 1');
  return () => JSON.parse(unsealedText(find.get()?.[0])) as CommandContents;
}

export function contentsWriter(index: DatabaseSync): (contents: CommandContents) => void {
  const put = index.prepare('UPDATE contents SET text = ? WHERE one = 1');
  return (contents) => void put.run(textOf(contents));
}
