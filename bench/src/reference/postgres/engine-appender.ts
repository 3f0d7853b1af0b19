import { postgresDatabase } from '../../../../engines/postgres/src/connection.ts';
import { postgresEventStore } from '../../../../engines/postgres/src/events/event-store.ts';
import { requestOf } from '../../tasks/append-question.ts';
import type { Appender } from './appender.ts';

/** What is measured: the engine's own event store, with a command id for each event, which may be made otherwise. */
export async function engineAppender(
  url: string,
  commandId: (id: string) => string = (id) => id,
): Promise<Appender> {
  const database = postgresDatabase({ url });
  const store = await postgresEventStore({ database });
  return {
    async append(id) {
      const done = await store.append(requestOf(id, commandId(id)));
      if (done.status !== 'appended') throw new Error(`An append was answered ${done.status}.`);
    },
    async close() {
      await store.close();
      await database.close();
    },
  };
}
