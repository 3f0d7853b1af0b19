import { systemClock } from '@touchline/kernel';
import type { Database } from '../database.ts';
import { gathered } from '../gathered.ts';

export interface Stand {
  readonly last: string | null;
  readonly positions: readonly number[];
}

type Ask = (schema: string, consumer: string) => Promise<Stand | undefined>;

const asks = new WeakMap<Database, Ask>();

/** Many views of many services follow what another process projects, and ask in the same turn how far it is. */
export function standingsIn(database: Database): Ask {
  let ask = asks.get(database);
  if (!ask) asks.set(database, (ask = newAsk(database)));
  return ask;
}

function newAsk(database: Database): Ask {
  const standing = gathered<Stand | undefined>(
    async (names) => {
      const consumers = new Map<string, string[]>();
      for (const name of names) {
        const end = name.indexOf('.');
        const schema = name.slice(0, end);
        const wanted = consumers.get(schema);
        if (wanted) wanted.push(name.slice(end + 1));
        else consumers.set(schema, [name.slice(end + 1)]);
      }
      const parts = [...consumers.keys()].map(
        (schema, i) =>
          `SELECT '${schema}.' || consumer, last, array_to_json(positions) FROM ${schema}.consumers WHERE consumer = ANY ($${i + 1})`,
      );
      const rows = await database.read<[string, string | null, string]>(parts.join(' UNION ALL '), [
        ...consumers.values(),
      ]);
      return new Map(
        rows.map(([name, last, positions]) => [name, { last, positions: JSON.parse(positions) as number[] }]),
      );
    },
    undefined,
    systemClock,
  );
  return (schema, consumer) => standing(`${schema}.${consumer}`);
}
