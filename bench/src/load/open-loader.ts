import { connectionPool, type ConnectionPool, type PooledConnection } from './connection-pool.ts';
import type { OpenJob, Phase, PhaseResult } from './open-job.ts';
import { phaseCount, type PhaseCount, type Underway } from './phase-count.ts';
import { requestWriter } from './requests.ts';
import { turns } from './turns.ts';

/** A load generator that keeps to the time: a process of its own, so that it can be given a processor of its own. */
process.once('message', (job: OpenJob) => {
  load(job).then(
    (result) => void process.send?.(result, () => process.disconnect?.()),
    (error: unknown) => {
      console.error(error);
      process.exit(1);
    },
  );
});

/** Those whose answers are waited for, oldest first: who waits too long gives up. */
type Waiting = Map<Underway, () => void>;

async function load(job: OpenJob): Promise<PhaseResult[]> {
  const pool = connectionPool(job.host, job.port, job.connectionsMax);
  const waiting: Waiting = new Map();
  const results: (() => PhaseResult)[] = [];
  for (const phase of job.phases) {
    const cpu = process.cpuUsage();
    const count = phaseCount(phase, performance.now());
    await sendAll(job, phase, pool, count, waiting);
    const { user, system } = process.cpuUsage(cpu);
    results.push(() => count.result((user + system) / 1e6 / phase.seconds));
    process.send?.({ phaseEnded: true });
  }
  while (waiting.size > 0) {
    giveUp(waiting, job.patienceMs);
    await new Promise((resolve) => void setTimeout(resolve, 10));
  }
  pool.close();
  return results.map((result) => result());
}

async function sendAll(
  { host, port, patienceMs }: OpenJob,
  { mix, seconds, ratePerSecond }: Phase,
  pool: ConnectionPool,
  count: PhaseCount,
  waiting: Waiting,
): Promise<void> {
  const next = turns(
    mix.map((requests) => ({ requests, write: requestWriter(requests, `${host}:${port}`) })),
  );
  const began = performance.now();
  const end = began + seconds * 1000;
  const one = (dueAt: number): void => {
    const { requests, write } = next();
    send({ requests, dueAt, sentAt: performance.now() }, write() ?? '', pool, count, waiting);
  };
  for (let sent = 0, now = began; now < end; now = performance.now()) {
    if (ratePerSecond === undefined) while (pool.hasRoom()) one(now);
    else
      for (const due = Math.floor(((now - began) / 1000) * ratePerSecond); sent < due;)
        one(began + (++sent / ratePerSecond) * 1000);
    giveUp(waiting, patienceMs);
    await new Promise((resolve) => void setTimeout(resolve, 1));
  }
}

function giveUp(waiting: Waiting, patienceMs: number): void {
  const now = performance.now();
  for (const [{ sentAt }, stop] of waiting) {
    if (now - sentAt < patienceMs) return;
    stop();
  }
}

function send(
  underway: Underway,
  request: string,
  pool: ConnectionPool,
  count: PhaseCount,
  waiting: Waiting,
) {
  const ended = (what: string): void => {
    if (waiting.delete(underway)) count.became(underway, what);
  };
  const over = (connection: PooledConnection): void => {
    if (!waiting.has(underway)) return pool.keep(connection);
    const lost = (what: string): void => {
      pool.drop(connection);
      ended(what);
    };
    waiting.set(underway, () => lost('not answered in time'));
    connection.onLost = (error) => lost(`${error.code ?? 'closed'} before the answer`);
    connection.send(
      request,
      (answer) => {
        waiting.delete(underway);
        count.answered(underway, answer);
        if (/\r\nconnection: close\r\n/i.test(answer.head)) pool.drop(connection);
        else pool.keep(connection);
      },
      underway.requests.keyed,
    );
  };
  const kept = pool.take();
  if (!kept && !pool.mayOpen()) return count.became(underway, 'not sent, no connection free');
  waiting.set(underway, () => ended('not connected in time'));
  if (kept) return over(kept);
  void opened(pool, count, ended).then((connection) => connection && over(connection));
}

async function opened(
  pool: ConnectionPool,
  count: PhaseCount,
  failed: (what: string) => void,
): Promise<PooledConnection | undefined> {
  try {
    const connection = await pool.open();
    count.connected();
    return connection;
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    failed(`${code ?? message} on connecting`);
    return undefined;
  }
}
