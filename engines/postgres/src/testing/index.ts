export { testDatabase, type TestDatabase } from './test-database.ts';
export { withPostgres } from './with-postgres.ts';
