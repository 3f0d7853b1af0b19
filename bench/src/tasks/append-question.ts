import type { AppendRequest } from '@touchline/kernel/ports';

export interface AppendQuestion {
  readonly folder: string;
  readonly callers: number;
  readonly seconds: number;
}

export interface Rate {
  readonly perSecond: number;
  /** By the processor time of all threads: what others do on the machine changes it less. */
  readonly perCpuSecond: number;
}

/** Callers that each append one after another; measured once all code has been compiled. */
export async function appendFor(
  { callers, seconds }: AppendQuestion,
  append: () => Promise<void>,
): Promise<Rate> {
  const began = performance.now();
  const warmUntil = began + seconds * 250;
  const until = warmUntil + seconds * 1000;
  let count = 0;
  let [from, cpu] = [began, process.cpuUsage()];
  const caller = async (): Promise<void> => {
    for (let now = began; now < until; now = performance.now()) {
      if (from === began && now >= warmUntil) [from, cpu, count] = [now, process.cpuUsage(), 0];
      await append();
      count++;
    }
  };
  await Promise.all(Array.from({ length: callers }, caller));
  const { user, system } = process.cpuUsage(cpu);
  return {
    perSecond: count / ((performance.now() - from) / 1000),
    perCpuSecond: count / ((user + system) / 1e6),
  };
}

const text =
  'Long run this morning, up the hill and back with the club before the rain came down hard near mile 9';

/** What one event holds: about as much as a post. */
export const contentOf = (id: string): object => ({ post: id, author: id, text });
export const dataOf = (id: string): string => JSON.stringify(contentOf(id));

/** A post as an engine's own event store is asked to keep it, with a command id. */
export function requestOf(id: string, commandId = id): AppendRequest {
  const stream = `post-${id}`;
  return {
    command: { id: commandId, fingerprint: id.slice(4) },
    appends: [
      {
        stream,
        partitionKey: stream,
        expected: 'no-stream',
        events: [{ type: 'PostPublished', schema: 1, data: dataOf(id) }],
      },
    ],
    at: Date.now(),
    actor: id,
    meta: null,
  };
}
