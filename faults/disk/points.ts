import { traced, writeCalls, type Workload } from './strace.ts';

/** One call of the workload that can be spoilt. */
export interface Point {
  readonly call: string;
  /** The nth of its thread. */
  readonly nth: number;
}

/** Runs the workload once as it is and lists every call that changes the disk. */
export async function pointsOf(workload: Workload, files: readonly string[], out: string): Promise<Point[]> {
  const { exit, trace, errors } = await traced(workload, {
    files,
    out,
    arguments: ['--seccomp-bpf', '-e', `trace=${writeCalls.join()}`],
  });
  if (exit !== 0) throw new Error(`The workload ended with ${exit} although nothing was spoilt: ${errors}`);
  const counts = new Map<string, number>();
  for (const line of trace.split('\n')) {
    const [, thread, call] = /^(\d+) +(\w+)\(/.exec(line) ?? [];
    if (call !== undefined) counts.set(`${thread} ${call}`, (counts.get(`${thread} ${call}`) ?? 0) + 1);
  }
  const most = new Map<string, number>();
  for (const [key, count] of counts) {
    const call = key.slice(key.indexOf(' ') + 1);
    most.set(call, Math.max(count, most.get(call) ?? 0));
  }
  return [...most].flatMap(([call, count]) =>
    Array.from({ length: count }, (_, i) => ({ call, nth: i + 1 })),
  );
}
