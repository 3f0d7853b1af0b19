import { statement } from './statement.ts';
import { sharedServer, type TestServer } from './test-server.ts';

export interface TestDatabase {
  /** Of a fresh, empty database. */
  readonly url: string;
  /** Removes it; whoever still uses it is cut off. */
  drop(): Promise<void>;
}

let made = 0;

/** A fresh database on this process's throw-away server, or on another one. */
export async function testDatabase(server?: TestServer): Promise<TestDatabase> {
  const { url } = server ?? (await sharedServer());
  const administer = (text: string): Promise<unknown> => statement(url('postgres'), text);
  const name = `test_${++made}`;
  await administer(`CREATE DATABASE ${name}`);
  return { url: url(name), drop: async () => void (await administer(`DROP DATABASE ${name} WITH (FORCE)`)) };
}
