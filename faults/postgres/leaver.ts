import assert from 'node:assert/strict';
import { statement } from '@touchline/engine-postgres/testing';
import type { Database } from '../../engines/postgres/src/database.ts';
import type { Call } from '../crash/call.ts';

/** Somebody who asks to be erased. Their name is to be found nowhere then. */
export interface Leaver {
  readonly id: string;
  readonly name: string;
}

const looksMax = 200;

export async function leaver(call: Call, n: number): Promise<Leaver> {
  const name = `Leaver${n}x`;
  const made = await call({
    method: 'POST',
    path: '/v1/admin/accounts',
    body: { handle: `leaver_${n}`, name },
  });
  assert.equal(made.status, 201, JSON.stringify(made.body));
  const { id } = made.body as { id: string };
  const seen = await call({
    method: 'GET',
    path: `/v1/people/${id}/counts`,
    headers: { 'touchline-min-position': String(made.headers['touchline-position']) },
  });
  assert.equal(seen.status, 200, JSON.stringify(seen.body));
  return { id, name };
}

export const leave = (call: Call, { id }: Leaver): ReturnType<Call> =>
  call({
    method: 'DELETE',
    path: `/v1/admin/accounts/${id}`,
    headers: { 'idempotency-key': `leave ${id}`.replace(' ', '-') },
  });

/** Resolves when the event that erases them stands in the log. */
export async function closing(database: Database, { id }: Leaver): Promise<void> {
  for (let look = 0; look < looksMax; look++) {
    const [row] = await database.read<[string]>(
      `SELECT type FROM touchline.events WHERE stream = $1 AND type = 'AccountClosed'`,
      [`account-${id}`],
    );
    if (row) return;
  }
}

/** Places in the database where the name stands. */
export async function placesOf(url: string, { name }: Leaver): Promise<readonly string[]> {
  const tables = await statement(
    url,
    `SELECT format('%I.%I', schemaname, tablename) AS place FROM pg_tables WHERE schemaname LIKE 'touchline%'`,
  );
  const places: string[] = [];
  for (const { place } of tables) {
    const [row] = await statement(
      url,
      `SELECT count(*)::integer AS times FROM ${String(place)} AS one WHERE one::text ILIKE '%${name}%'`,
    );
    if (Number(row?.['times']) > 0) places.push(String(place));
  }
  return places;
}

/** ER1: whoever carries it on, it comes to its end. */
export async function gone(url: string, one: Leaver): Promise<void> {
  let places: readonly string[] = [];
  for (let look = 0; look < looksMax; look++) {
    places = await placesOf(url, one);
    if (places.length === 0) return;
    await statement(url, 'SELECT pg_sleep(0.05)');
  }
  assert.fail(`${one.name} was erased and stands in ${places.join(', ')}`);
}
