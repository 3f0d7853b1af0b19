import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { pinned } from '../processes/pinned.ts';
import type { Job, LoadResult } from './job.ts';
import type { OpenJob, PhaseResult } from './open-job.ts';

/** Runs a load from a process of its own, on the processor that the server does not use. */
export const runLoad = (job: Job): Promise<LoadResult> => run<LoadResult>('loader', job);

/** Loads that follow each other without a pause; `onPhaseEnd` hears of the end of each. */
export const runOpenLoad = (job: OpenJob, onPhaseEnd: () => void): Promise<PhaseResult[]> =>
  run<PhaseResult[]>('open-loader', job, onPhaseEnd);

async function run<Result extends object>(name: string, job: object, onPhaseEnd = () => {}): Promise<Result> {
  const loader = pinned('load', [fileURLToPath(new URL(`./${name}.ts`, import.meta.url))], { ipc: true });
  loader.send(job);
  const result = new Promise<Result>((resolve, reject) => {
    loader.on('message', (message: Result) => {
      if ('phaseEnded' in message) onPhaseEnd();
      else resolve(message);
    });
    loader.once('exit', (code) =>
      reject(new Error(`The load generator ended with ${String(code)} (see above).`)),
    );
  });
  const ended = once(loader, 'exit');
  const found = await result;
  await ended;
  return found;
}

/** Throws when anything was answered otherwise than expected: a fast refusal is no good figure. */
export function asExpected(result: LoadResult): LoadResult {
  const others = Object.entries(result.unexpected);
  if (others.length > 0)
    throw new Error(
      `Answers with other statuses than expected: ${others.map(([s, n]) => `${n} × ${s}`).join(', ')}`,
    );
  return result;
}
