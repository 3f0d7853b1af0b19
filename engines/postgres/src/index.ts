export type { Database, DatabaseOptions, Run } from './database.ts';
export { postgresDatabase } from './connection.ts';
