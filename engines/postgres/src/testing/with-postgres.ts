import { describe, test } from 'node:test';
import { postgresBinaries } from './postgres-binaries.ts';

/** A suite that needs a PostgreSQL; where there is none, it is said loudly which tests did not run. */
export function withPostgres(what: string, declare: () => void): void {
  if (postgresBinaries() !== undefined) {
    describe(what, declare);
    return;
  }
  const missing = `there is no PostgreSQL for this platform: npm brought none, and none is installed`;
  process.stderr.write(`!!! Not tested: ${what}, because ${missing}.\n`);
  test(what, { skip: missing });
}
