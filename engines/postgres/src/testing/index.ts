export { statement } from './statement.ts';
export { postgresBinaries } from './postgres-binaries.ts';
export { testDatabase, type TestDatabase } from './test-database.ts';
export { testServer, type TestServer } from './test-server.ts';
export { withPostgres } from './with-postgres.ts';
