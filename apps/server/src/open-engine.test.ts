import { doesNotMatch, match, rejects } from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
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
