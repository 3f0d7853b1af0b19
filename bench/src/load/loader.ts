import { histogram, type Histogram } from './histogram.ts';
import { httpConnection, type Answer, type HttpConnection } from './http-connection.ts';
import type { Job, KindResult, LoadResult, Requests } from './job.ts';
import { requestWriter } from './requests.ts';
import { turns } from './turns.ts';

/** The load generator: a process of its own, so that it can be given a processor of its own. */
process.once('message', (job: Job) => {
  load(job).then(
    (result) => void process.send?.(result, () => process.disconnect?.()),
    (error: unknown) => {
      console.error(error);
      process.exit(1);
    },
  );
});

interface Kind {
  readonly requests: Requests;
  readonly next: () => string | undefined;
  readonly latencies: Histogram;
  bytes: number;
}

async function load(job: Job): Promise<LoadResult> {
  const host = `${job.host}:${job.port}`;
  const kinds: Kind[] = job.mix.map((requests) => ({
    requests,
    next: requestWriter(requests, host),
    latencies: histogram(),
    bytes: 0,
  }));
  const unexpected: Record<string, number> = {};
  let lost: Error | undefined;
  const broken = Promise.withResolvers<void>();
  const connections = await Promise.all(
    Array.from({ length: job.connections }, () =>
      httpConnection(job.host, job.port, (error) => {
        lost = error;
        broken.resolve();
      }),
    ),
  );
  const begin = performance.now() + job.warmUpSeconds * 1000;
  const end = begin + job.seconds * 1000;
  let last = begin;
  let cpuAtBegin: NodeJS.CpuUsage | undefined;

  const note = (kind: Kind, answer: Answer, sentAt: number): void => {
    const now = performance.now();
    if (answer.status !== kind.requests.expectedStatus)
      unexpected[answer.status] = (unexpected[answer.status] ?? 0) + 1;
    if (now < begin || now > end) return;
    cpuAtBegin ??= process.cpuUsage();
    last = now;
    kind.latencies.note((now - sentAt) * 1000);
    kind.bytes += answer.bytes;
  };
  const takesTurns = job.ratePerSecond === undefined ? closedLoop : openLoop(job.ratePerSecond);
  const ended = takesTurns(connections, kinds, note, () => lost !== undefined || performance.now() >= end);
  await Promise.race([ended, broken.promise]);
  for (const connection of connections) connection.close();
  if (lost) throw lost;
  const cpu = process.cpuUsage(cpuAtBegin);
  const seconds = (last - begin) / 1000;
  return {
    seconds,
    byName: Object.fromEntries(kinds.map((kind) => [kind.requests.name, resultOf(kind, seconds)])),
    unexpected,
    loaderBusy: (cpu.user + cpu.system) / 1e6 / seconds,
  };
}

type Note = (kind: Kind, answer: Answer, sentAt: number) => void;

async function closedLoop(
  connections: readonly HttpConnection[],
  kinds: readonly Kind[],
  note: Note,
  over: () => boolean,
): Promise<void> {
  const nextKind = turns(kinds);
  await Promise.all(
    connections.map(
      (connection) =>
        new Promise<void>((resolve) => {
          const turn = (): void => {
            const kind = nextKind();
            const request = over() ? undefined : kind.next();
            if (request === undefined) return resolve();
            const sentAt = performance.now();
            connection.send(request, (answer) => {
              note(kind, answer, sentAt);
              turn();
            });
          };
          turn();
        }),
    ),
  );
}

/** A request counts from the moment it was due, also when no connection was free then. */
const openLoop =
  (perSecond: number) =>
  async (
    connections: readonly HttpConnection[],
    kinds: readonly Kind[],
    note: Note,
    over: () => boolean,
  ): Promise<void> => {
    const nextKind = turns(kinds);
    const free = [...connections];
    const started = performance.now();
    let sent = 0;
    while (!over()) {
      const due = Math.floor(((performance.now() - started) / 1000) * perSecond);
      while (sent < due && free.length > 0) {
        const dueAt = started + (++sent / perSecond) * 1000;
        const kind = nextKind();
        const request = kind.next();
        // The one that has rested longest: the server closes those that rest for seconds.
        const connection = free.shift();
        if (request === undefined || !connection) return;
        connection.send(request, (answer) => {
          note(kind, answer, dueAt);
          free.push(connection);
        });
      }
      await new Promise((resolve) => void setTimeout(resolve, 1));
    }
  };

function resultOf({ latencies, bytes }: Kind, seconds: number): KindResult {
  const count = latencies.count();
  const ms = (share: number): number => latencies.at(share) / 1000;
  return {
    count,
    perSecond: count / seconds,
    p50Ms: ms(0.5),
    p90Ms: ms(0.9),
    p99Ms: ms(0.99),
    maxMs: ms(1),
    bytesMean: bytes / Math.max(1, count),
  };
}
