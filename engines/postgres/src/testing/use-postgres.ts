// Loaded before tests of services that are to run on PostgreSQL: each world gets schemas of its own in one database.
import { useTestEngine } from '@touchline/kernel/testing';
import { postgresEngine } from '../index.ts';
import { testDatabase, type TestDatabase } from './test-database.ts';

const master = Buffer.alloc(32, 7);
/** Worlds are many, and each of them is small. */
const connectionsMax = 4;

let database: Promise<TestDatabase> | undefined;
let worlds = 0;

useTestEngine(async ({ partitions = 1 }) => {
  const { url } = await (database ??= testDatabase());
  return postgresEngine({
    database: { url, connectionsMax },
    schema: `world_${++worlds}`,
    partitions,
    master,
    keyFreshMs: 100,
  });
});
