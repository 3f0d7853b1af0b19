import { describe, test } from 'node:test';
import { pgBouncer, postgresBinaries } from './postgres-binaries.ts';

/** A suite that needs a PostgreSQL; where there is none, it is said loudly which tests did not run. */
export const withPostgres = (what: string, declare: () => void): void =>
  onlyWith(
    postgresBinaries(),
    'there is no PostgreSQL for this platform: npm brought none, none is installed',
    what,
    declare,
  );

/** A suite that needs PgBouncer before a PostgreSQL. */
export const withPooler = (what: string, declare: () => void): void =>
  onlyWith(pgBouncer(), 'PgBouncer is not installed', what, () => withPostgres(what, declare));

function onlyWith(found: string | undefined, missing: string, what: string, declare: () => void): void {
  if (found !== undefined) {
    describe(what, declare);
    return;
  }
  process.stderr.write(`!!! Not tested: ${what}, because ${missing}.\n`);
  test(what, { skip: missing });
}
