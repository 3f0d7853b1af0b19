import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { mulberry32 } from '../apps/server/src/testing/synthetic-graph.ts';
import { jobGraph } from './job-graph.ts';
import { figuresText } from './load/figures-text.ts';
import type { LoadOrder, MixName } from './load/load-order.ts';
import type { JobOptions } from './options.ts';
import { peopleOf } from './people-of.ts';
import { loadProcess } from './processes/load-process.ts';
import { endOf, nodeProcess } from './processes/node-process.ts';
import { serverProcess, type ServerProcess } from './processes/server-process.ts';

const stepMsMax = 3_600_000;

/** The whole job in a folder. True when nothing was otherwise than it should be. */
export async function runJob(
  options: JobOptions,
  folder: string,
  say: (line: string) => void,
): Promise<boolean> {
  const paths = {
    data: join(folder, 'data'),
    graph: join(folder, 'graph.edges'),
    claims: join(folder, 'claims.json'),
  };
  mkdirSync(paths.data, { recursive: true });
  const pairs = jobGraph(options);
  writeFileSync(paths.graph, pairs.map((pair) => `${pair.join(' ')}\n`).join(''));
  let whole = true;
  const passes = (what: string, passed: boolean): void => {
    if (!passed) say(`✖ ${what}`);
    whole &&= passed;
  };
  const run = async (script: string, args: readonly string[]): Promise<boolean> =>
    (await endOf(nodeProcess(script, args, stepMsMax))) === 0;
  const check = (): Promise<boolean> =>
    run('main-job/check/check.worker.ts', Object.entries(paths).flatMap(([name, path]) => [`--${name}`, path])); // prettier-ignore

  async function load(
    server: ServerProcess,
    more: Pick<LoadOrder, 'mix' | 'seconds' | 'people'>,
    onBegun?: () => void,
  ): Promise<number> {
    const { url, key, cpuSeconds } = server;
    const { graph, claims } = paths;
    const { connections, seed } = options;
    const before = cpuSeconds();
    const figures = await loadProcess({ url, key, graph, claims, connections, seed, ...more }, onBegun);
    for (const line of figuresText(figures, onBegun ? 0 : cpuSeconds() - before)) say(line);
    for (const [what, times] of Object.entries(figures.unexpected))
      passes(`answered otherwise than expected, ${times} times: ${what}`, false);
    return figures.unanswered;
  }

  say(`A server on ${paths.data}, ${options.partitions} partition(s), seed ${options.seed}`);
  let server = await serverProcess({ ...paths, ...options, data: paths.data });
  say(`\nImport of ${pairs.length} pairs`);
  passes('the import failed', await run('apps/cli/src/main.ts', ['import-graph', paths.graph, '--data', paths.data])); // prettier-ignore
  const people = await peopleOf(server, new Set(pairs.flat()));

  say(`\nLoad: ${mixText('everyday')}, ${options.connections} connections`);
  const { seconds } = options;
  passes('requests were not answered', (await load(server, { mix: 'everyday', seconds, people })) === 0);
  say('\nCheck');
  passes('what is answered is not what the events say', await check());

  say(`\nLoad: ${mixText('everything')}, and kill -9 in the middle of it`);
  const killAfterMs = killedLoadSeconds(seconds) * (0.4 + 0.5 * mulberry32(options.seed)()) * 1000;
  const killed = Promise.withResolvers<void>();
  const unanswered = await load(
    server,
    { mix: 'everything', seconds: killedLoadSeconds(seconds), people },
    () => setTimeout(() => void server.kill().then(killed.resolve, killed.reject), killAfterMs),
  );
  await killed.promise;
  passes('the kill came when nothing was under way', unanswered > 0);
  server = await serverProcess({ ...paths, ...options, data: paths.data });
  say(`\nStarted again in ${(server.startMs / 1000).toFixed(2)} s. Check`);
  passes('what is answered after the kill is not what the events say', await check());

  await server.stop();
  say('\nVerify, as the operator would');
  passes('the log is damaged', await run('apps/cli/src/main.ts', ['verify', '--data', paths.data]));
  return whole;
}

const killedLoadSeconds = (seconds: number): number => Math.max(1, seconds / 2);

const mixText = (mix: MixName): string =>
  mix === 'everyday'
    ? '60 % home feeds, 30 % a person’s posts, 10 % new posts'
    : 'everything that can be done and undone';
