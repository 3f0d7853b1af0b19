import { contentOf } from '../../tasks/append-question.ts';
import type { Appender } from './appender.ts';

interface EmmettStore {
  readonly schema: { migrate(): Promise<unknown> };
  appendToStream(
    stream: string,
    events: readonly { readonly type: string; readonly data: object }[],
    options: { readonly expectedStreamVersion: 'STREAM_DOES_NOT_EXIST' },
  ): Promise<{ readonly createdNewStream: boolean }>;
  close(): Promise<void>;
}
interface Emmett {
  getPostgreSQLEventStore(
    url: string,
    options: { readonly schema: { readonly autoMigration: 'None' } },
  ): EmmettStore;
}

// Named so that the rest of the tree can be checked without the packages of this folder.
const packageName: string = '@event-driven-io/emmett-postgresql';

async function openStore(url: string): Promise<EmmettStore> {
  const { getPostgreSQLEventStore } = (await import(packageName)) as Emmett;
  return getPostgreSQLEventStore(url, { schema: { autoMigration: 'None' } });
}

export async function prepareEmmett(url: string): Promise<void> {
  const store = await openStore(url);
  await store.schema.migrate();
  await store.close();
}

/** Emmett's event store, with its own pool of connections. */
export async function emmettAppender(url: string): Promise<Appender> {
  const store = await openStore(url);
  return {
    async append(id) {
      const { createdNewStream } = await store.appendToStream(
        `post-${id}`,
        [{ type: 'PostPublished', data: contentOf(id) }],
        { expectedStreamVersion: 'STREAM_DOES_NOT_EXIST' },
      );
      if (!createdNewStream) throw new Error(`Emmett did not make the stream of ${id}.`);
    },
    close: () => store.close(),
  };
}
