import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { idSource } from '@touchline/kernel';
import { answerWith } from '../processes/answer-with.ts';
import { dataOf, type AppendQuestion } from './append-question.ts';

/**
 * Group commit with node:sqlite and nothing else: callers wait for promises, as those of any store must, and what came
 * in one turn of the event loop is one transaction. With `loop`, nobody waits: the same transactions one after another.
 */
answerWith(async ({ folder, callers, seconds, loop }: AppendQuestion & { readonly loop: boolean }) => {
  mkdirSync(folder, { recursive: true });
  const db = new DatabaseSync(join(folder, 'bare.db'));
  db.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
    CREATE TABLE events (position INTEGER PRIMARY KEY, stream TEXT NOT NULL, version INTEGER NOT NULL,
      type TEXT NOT NULL, data TEXT NOT NULL, UNIQUE (stream, version))`);
  const insert = db.prepare('INSERT INTO events (stream, version, type, data) VALUES (?, ?, ?, ?)');
  const newId = idSource(Date.now);
  const began = performance.now();
  const end = began + seconds * 1000;
  const count = loop ? inLoop() : await withCallers();
  const perSecond = count / ((performance.now() - began) / 1000);
  db.close();
  return { perSecond };

  function inLoop(): number {
    let done = 0;
    while (performance.now() < end) {
      commit(db, () => {
        for (let i = 0; i < callers; i++) add(insert, newId());
      });
      done += callers;
    }
    return done;
  }

  async function withCallers(): Promise<number> {
    let done = 0;
    let waiting: { id: string; resolve: () => void }[] = [];
    const flush = (): void => {
      const batch = waiting;
      waiting = [];
      commit(db, () => {
        for (const { id } of batch) add(insert, id);
      });
      for (const { resolve } of batch) resolve();
    };
    const append = (id: string): Promise<void> =>
      new Promise((resolve) => {
        if (waiting.length === 0) setImmediate(flush);
        waiting.push({ id, resolve });
      });
    const caller = async (): Promise<void> => {
      while (performance.now() < end) {
        await append(newId());
        done++;
      }
    };
    await Promise.all(Array.from({ length: callers }, caller));
    return done;
  }
});

function commit(db: DatabaseSync, write: () => void): void {
  db.exec('BEGIN IMMEDIATE');
  write();
  db.exec('COMMIT');
}

const add = (insert: StatementSync, id: string): void =>
  void insert.run(`post-${id}`, 1, 'PostPublished', dataOf(id));
