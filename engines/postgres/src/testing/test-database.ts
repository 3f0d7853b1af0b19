import pg from 'pg';
import { testServer } from './test-server.ts';

export interface TestDatabase {
  /** Of a fresh, empty database. */
  readonly url: string;
  /** Removes it; whoever still uses it is cut off. */
  drop(): Promise<void>;
}

let made = 0;

/** A fresh database on this process's throw-away server. */
export async function testDatabase(): Promise<TestDatabase> {
  const { port, password } = await testServer();
  const urlOf = (name: string): string => `postgres://postgres:${password}@127.0.0.1:${port}/${name}`;
  const administer = async (statement: string): Promise<void> => {
    const client = new pg.Client(urlOf('postgres'));
    await client.connect();
    try {
      await client.query(statement);
    } finally {
      await client.end();
    }
  };
  const name = `test_${++made}`;
  await administer(`CREATE DATABASE ${name}`);
  return { url: urlOf(name), drop: () => administer(`DROP DATABASE ${name} WITH (FORCE)`) };
}
