import { parseArgs } from 'node:util';

export interface JobOptions {
  /** A file with `u v` per line; without one a graph with the figures of a real campus network is made. */
  readonly graph: string | undefined;
  /** Only so many people of it. */
  readonly people: number | undefined;
  readonly seconds: number;
  readonly connections: number;
  readonly partitions: number;
  readonly seed: number;
  /** Where the data goes and stays; without it a folder is made and removed. */
  readonly data: string | undefined;
  /** For the test of this job: what is broken on purpose. */
  readonly sabotage: string | undefined;
}

export const jobHelp = `Usage: npm run job -- [options]

  --graph FILE      pairs of people, one “u v” per line (default: made, with the figures of a real network)
  --people N        only so many people of the graph
  --seconds N       how long the load lasts (default 10)
  --connections N   of the load (default 64)
  --partitions N    of the event store (default 1)
  --seed N          for the graph and the load
  --data DIR        an empty folder for the data, which stays there (default: one that is removed)
  --sabotage NAME   break something on purpose: the check must fail
  --help            this text`;

const text = { type: 'string' } as const;
const declared = {
  graph: text,
  people: text,
  seconds: text,
  connections: text,
  partitions: text,
  seed: text,
  data: text,
  sabotage: text,
  help: { type: 'boolean' },
} as const;

export function jobOptions(args: readonly string[]): JobOptions | 'help' {
  const { values } = parseArgs({ args: [...args], options: declared, strict: true });
  if (values.help) return 'help';
  const whole = (
    name: 'people' | 'seconds' | 'connections' | 'partitions' | 'seed',
    least: number,
    most: number,
  ): number | undefined => {
    const given = values[name];
    if (given === undefined) return undefined;
    const number = /^\d+$/.test(given) ? Number(given) : Number.NaN;
    if (number >= least && number <= most) return number;
    throw new Error(`--${name} takes a whole number from ${least} to ${most}, not “${given}”.`);
  };
  return {
    graph: values.graph,
    people: whole('people', 10, 1_000_000),
    seconds: whole('seconds', 1, 3600) ?? 10,
    connections: whole('connections', 1, 512) ?? 64,
    partitions: whole('partitions', 1, 64) ?? 1,
    seed: whole('seed', 0, 2 ** 31) ?? Math.trunc(Math.random() * 2 ** 31),
    data: values.data,
    sabotage: values.sabotage,
  };
}
