import { Fault } from '@touchline/kernel';
import type { DatabaseOptions } from '../database.ts';

/** Where a database is, without what is secret of its address. */
export function movePlace({ url }: DatabaseOptions, schema: string): string {
  const { hostname, port, pathname } = new URL(url);
  const own = schema === 'touchline' ? '' : `, schema ${schema}`;
  return `PostgreSQL at ${hostname}:${port || 5432}${pathname}${own}`;
}

/** The first word with a database: whether it is there at all, in a sentence that says what to look at. */
export async function reached<T>(place: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    const why = cause instanceof Fault && cause.cause instanceof Error ? cause.cause : (cause as Error);
    throw new Fault(
      'overloaded',
      `${place} cannot be used: ${why.message || String((why as { code?: unknown }).code)}. Is the address right, is it running, may this user in?`,
      { cause },
    );
  }
}
