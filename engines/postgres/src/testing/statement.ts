import pg from 'pg';

/** Runs one statement as the administrator of a throw-away server, in a session of its own; answers its rows. */
export async function statement(url: string, text: string): Promise<readonly Record<string, unknown>[]> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(text)).rows;
  } finally {
    await client.end();
  }
}
