import { test } from 'node:test';
import { postgresBinaries } from './postgres-binaries.ts';

/** Declares tests that need a PostgreSQL; where there is none, says loudly which ones did not run. */
export function withPostgres(what: string, declare: () => void): void {
  if (postgresBinaries() !== undefined) return declare();
  const missing = `there is no PostgreSQL for this platform: npm brought none, and none is installed`;
  process.stderr.write(`!!! Not tested: ${what}, because ${missing}.\n`);
  test(what, { skip: missing });
}
