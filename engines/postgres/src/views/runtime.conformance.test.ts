import { ok } from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { runtimeConformance } from '@touchline/kernel/conformance';
import type { Engine, ViewStore } from '@touchline/kernel/ports';
import { memoryEngine } from '@touchline/kernel/testing';
import { postgresDatabase } from '../connection.ts';
import type { Database } from '../database.ts';
import { testDatabase, type TestDatabase } from '../testing/test-database.ts';
import { withPostgres } from '../testing/with-postgres.ts';
import { brokenLine, type BrokenLine } from './testing/broken-line.ts';
import { postgresViewStore } from './view-store.ts';

const ways = ['request-lost', 'answer-lost', 'late'] as const;

withPostgres('views on PostgreSQL under the runtime', () => {
  describe('views on PostgreSQL over a line that breaks at every fourth batch, all else in memory', () => {
    let made: TestDatabase;
    let line: BrokenLine;
    let database: Database;
    let engines = 0;
    let batches = 0;
    before(async () => {
      made = await testDatabase();
      line = await brokenLine(made.url);
      database = postgresDatabase({ url: line.url });
    });
    after(async () => {
      await database.close();
      await line.close();
      await made.drop();
    });

    async function views(schema: string): Promise<ViewStore> {
      const store = await postgresViewStore(database, schema);
      return {
        ...store,
        commit(commit) {
          // What an operator asks for is answered with the failure; only consumers are to get over it by themselves.
          const { cursor, turn, unpark } = commit;
          if (cursor && turn && !unpark && ++batches % 4 === 0)
            line.breakAt(turn.id, ways[line.breaks() % ways.length] ?? 'late');
          return store.commit(commit);
        },
      };
    }

    runtimeConformance(
      async ({ partitions, clock }) => {
        const prefix = `engine_${++engines}`;
        const memory = memoryEngine({ partitions, ...(clock && { clock }) });
        const open = (): Engine => ({
          ...memory,
          exclusive: false,
          views: (service) => views(`${prefix}_${service}`),
        });
        return { engine: open(), reopen: async () => open(), dispose: async () => {} };
      },
      { partitions: [1] },
    );

    test('the line broke as often as it was to', () => {
      ok(line.breaks() > 20, `${line.breaks()} times at ${batches} batches`);
    });
  });
});
