import { openForReading } from './log-schema.ts';
import { arrays } from './sqlite.ts';
import type { Damage } from './verify-streams.ts';

/** Finds what is wrong with the pages of a log: readers go ways through them that a walk over the events does not. */
export type VerifyTree = (path: string) => Damage[] | Promise<Damage[]>;

const foundMax = 20;

/** Asks SQLite. Takes a quarter of a second for a million events, without a turn for anyone else. */
export function verifyTree(path: string): Damage[] {
  const found = problemsOf(path);
  return found
    .filter((what) => what !== 'ok')
    .map((what) => ({ partition: 0, position: 0, what: `the file’s pages: ${what}` }));
}

function problemsOf(path: string): string[] {
  const db = openForReading(path);
  try {
    return arrays(db, `PRAGMA quick_check(${foundMax})`)
      .all()
      .map((row) => String(Object.values(row)[0]));
  } catch (error) {
    return [(error as Error).message];
  } finally {
    db.close();
  }
}
