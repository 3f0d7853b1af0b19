import { deepEqual, doesNotMatch, match, rejects } from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { systemClock } from '@touchline/kernel';
import { openEngine } from './open-engine.ts';

test('a database that does not answer at the start is named, with the reason and without the password', () =>
  rejects(
    openEngine(
      {
        dataFolder: 'unused',
        partitions: undefined,
        engine: {
          name: 'postgres',
          // Nobody listens on the port of `tcpmux` here.
          database: 'postgres://ana:hush@127.0.0.1:1/club',
          keysDatabase: undefined,
          redis: undefined,
          masterKey: randomBytes(32),
          allowUnsafe: false,
        },
      },
      systemClock,
    ),
    ({ message }: Error) => {
      match(
        message,
        /^PostgreSQL at 127\.0\.0\.1:1\/club cannot be used \(.*ECONNREFUSED.*\)\. Check that it runs/,
      );
      doesNotMatch(message, /ana|hush/);
      return true;
    },
  ));

test('VW35: that a file of views was damaged and begins empty is logged', async () => {
  const dataFolder = mkdtempSync(join(tmpdir(), 'touchline-emptied-'));
  try {
    const logged: string[] = [];
    const open = async (): Promise<void> => {
      const engine = await openEngine({ dataFolder, partitions: 1 }, systemClock, (what) =>
        logged.push(what),
      );
      await engine.views('posts');
      await engine.close();
    };
    await open();
    deepEqual(logged, []);
    writeFileSync(join(dataFolder, 'views', 'posts.db'), 'no database any more '.repeat(1000));
    await open();
    match(
      logged.join('\n'),
      /posts\.db was emptied, because it is damaged; it is built again from the log\.$/,
    );
  } finally {
    rmSync(dataFolder, { recursive: true });
  }
});
