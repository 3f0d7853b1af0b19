import { join } from 'node:path';
import { mulberry32 } from '../apps/server/src/testing/synthetic-graph.ts';
import { figuresText } from './load/figures-text.ts';
import type { LoadFigures, MixName } from './load/load-order.ts';
import type { JobOptions } from './options.ts';
import { loadProcess } from './processes/load-process.ts';
import { endOf, nodeProcess } from './processes/node-process.ts';
import { serverProcess, type ServerProcess } from './processes/server-process.ts';

const stepMsMax = 3_600_000;

/** What the job is made of. Each step is done by processes of its own; those that can fail answer whether they passed. */
export interface Steps {
  readonly paths: { readonly data: string; readonly graph: string; readonly claims: string };
  start(): Promise<ServerProcess>;
  check(): Promise<boolean>;
  load(server: ServerProcess, mix: MixName, people: Readonly<Record<string, string>>): Promise<LoadFigures>;
  /** The same, and the server is killed in the middle of it. */
  killedLoad: Steps['load'];
  /** The command line of operators, on the folder. */
  touchline(args: readonly string[], options?: { readonly isQuiet?: boolean }): Promise<boolean>;
}

export function stepsIn(folder: string, options: JobOptions, say: (line: string) => void): Steps {
  const { connections, seed, partitions, sabotage } = options;
  const paths = {
    data: join(folder, 'data'),
    graph: join(folder, 'graph.edges'),
    claims: join(folder, 'claims.json'),
  };
  const order = ({ url, key }: ServerProcess, mix: MixName, people: Readonly<Record<string, string>>) => ({
    url,
    key,
    mix,
    people,
    connections,
    seed,
    graph: paths.graph,
    claims: paths.claims,
  });
  return {
    paths,
    start: () => serverProcess({ data: paths.data, partitions, sabotage }),
    async check() {
      const args = Object.entries(paths).flatMap(([name, path]) => [`--${name}`, path]);
      return (await endOf(nodeProcess('main-job/check/check.worker.ts', args, stepMsMax))) === 0;
    },
    async load(server, mix, people) {
      const before = server.cpuSeconds();
      const figures = await loadProcess({ ...order(server, mix, people), seconds: options.seconds });
      for (const line of figuresText(figures, server.cpuSeconds() - before)) say(line);
      return figures;
    },
    async killedLoad(server, mix, people) {
      const seconds = Math.max(1, options.seconds / 2);
      const killed = Promise.withResolvers<void>();
      const killAfterMs = seconds * (0.4 + 0.5 * mulberry32(seed)()) * 1000;
      const figures = await loadProcess({ ...order(server, mix, people), seconds }, () =>
        setTimeout(() => void server.kill().then(killed.resolve, killed.reject), killAfterMs),
      );
      await killed.promise;
      for (const line of figuresText(figures, 0)) say(line);
      return figures;
    },
    async touchline(args, { isQuiet = false } = {}) {
      const stdio = ['ignore', 'inherit', isQuiet ? 'ignore' : 'inherit'] as const;
      const all = [...args, '--data', paths.data];
      return (await endOf(nodeProcess('apps/cli/src/main.ts', all, stepMsMax, [...stdio]))) === 0;
    },
  };
}
