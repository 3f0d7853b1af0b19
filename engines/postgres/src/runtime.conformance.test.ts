import { after, before } from 'node:test';
import { systemClock } from '@touchline/kernel';
import { runtimeConformance } from '@touchline/kernel/conformance';
import { postgresEngine } from './index.ts';
import { testDatabase, type TestDatabase } from './testing/test-database.ts';
import { withPostgres } from './testing/with-postgres.ts';

withPostgres('the runtime on PostgreSQL', () => {
  let made: TestDatabase;
  let engines = 0;
  before(async () => void (made = await testDatabase()));
  after(() => made.drop());

  runtimeConformance(
    async ({ partitions, clock = systemClock }) => {
      const schema = `touchline_${++engines}`;
      const open = () =>
        postgresEngine({
          database: { url: made.url },
          schema,
          partitions,
          master: Buffer.alloc(32, 7),
          keyFreshMs: 100,
          clock,
        });
      let engine = await open();
      return {
        engine,
        async reopen() {
          await engine.close();
          return (engine = await open());
        },
        beside: open,
        dispose: () => engine.close(),
      };
    },
    // As installed. On one partition the same runs with a line that breaks, on four with a Redis that does.
    { partitions: [16] },
  );
});
