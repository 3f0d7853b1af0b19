import { systemClock } from '@touchline/kernel';
import type { Database } from '../database.ts';
import { gathered } from '../gathered.ts';

/** The name, and what belongs to it. */
type Row = readonly [string, string, ...(string | null)[]];
type Ask<Value> = (schema: string, name: string) => Promise<Value | undefined>;

/**
 * Small questions about something by its name, which many views of many services ask in the same turn, each in a schema
 * of its own: one statement answers them all. `select` writes that of one schema, which answers rows of the name, with
 * the schema and a dot before it, and what belongs to it; `$n` holds the names.
 */
export function gatheredBySchema<Value>(
  select: (schema: string, n: number) => string,
  valueOf: (row: Row) => Value,
): (database: Database) => Ask<Value> {
  const asks = new WeakMap<Database, Ask<Value>>();

  const newAsk = (database: Database): Ask<Value> => {
    const one = gathered<Value | undefined>(
      async (wanted) => {
        const names = bySchema(wanted);
        const parts = [...names.keys()].map((schema, i) => select(schema, i + 1));
        const rows = await database.read<Row>(
          parts.join(' UNION ALL '),
          [...names.values()].map((all) => all.map(nameIn)),
        );
        return new Map(rows.map((row) => [row[0], valueOf(row)]));
      },
      undefined,
      systemClock,
    );
    return (schema, name) => one(`${schema}.${name}`);
  };

  return (database) => {
    let ask = asks.get(database);
    if (!ask) asks.set(database, (ask = newAsk(database)));
    return ask;
  };
}

const bySchema = (wanted: readonly string[]): Map<string, string[]> =>
  Map.groupBy(wanted, (one) => one.slice(0, one.indexOf('.')));

const nameIn = (one: string): string => one.slice(one.indexOf('.') + 1);
