import { compose, type Composed } from '@touchline/server/compose';
import type { ServiceName } from '@touchline/server/service-names';

/** A community in PostgreSQL, and a folder for what belongs to this process alone. */
export interface PostgresCommunity {
  readonly url: string;
  readonly folder: string;
}

/** Opens it as a server does, without a socket. */
export function openCommunity(
  { url, folder }: PostgresCommunity,
  services?: readonly ServiceName[],
): Promise<Composed> {
  return compose(
    {
      dataFolder: folder,
      partitions: undefined,
      engine: {
        name: 'postgres',
        database: url,
        keysDatabase: undefined,
        redis: undefined,
        masterKey: undefined,
        allowUnsafe: false,
      },
      ...(services && { services }),
    },
    { operatorKey: 'operator.bench' },
  );
}
