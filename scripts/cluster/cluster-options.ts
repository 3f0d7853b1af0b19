import { parseArgs } from 'node:util';

export interface ClusterOptions {
  /** The services of each group, as `--services` takes them. */
  readonly groups: readonly string[];
  /** Processes of each group. */
  readonly each: number;
  /** The first port; the others follow. 0: free ones. */
  readonly port: number;
}

export class OptionFault extends Error {}

const groupsByDefault = ['identity,people,graph', 'posts,feed'];
const eachMax = 8;

export const clusterHelp = `Usage: npm run cluster [-- options]

Several processes on one machine, to try and to measure: PostgreSQL from the npm packages, Redis where it is installed, and
for each group of services some server processes. Nothing of it is kept when it ends.

  --group LIST  services that run together, such as posts,feed; may be given several times
                (default: ${groupsByDefault.join(' and ')})
  --each N      processes of each group (default 2)
  --port N      port of the first process, the others follow (default 4101; 0 picks free ones)
  --help        this text`;

export function clusterOptions(args: readonly string[]): ClusterOptions | 'help' {
  const { values } = parsed(args);
  if (values.help) return 'help';
  const faults: string[] = [];
  const whole = (name: 'each' | 'port', otherwise: number, least: number, most: number): number => {
    const text = values[name];
    if (text === undefined) return otherwise;
    const number = /^\d+$/.test(text) ? Number(text) : Number.NaN;
    if (!(number >= least && number <= most))
      faults.push(`--${name} takes a whole number from ${least} to ${most}, not “${text}”`);
    return number;
  };
  const options = {
    groups: values.group ?? groupsByDefault,
    each: whole('each', 2, 1, eachMax),
    port: whole('port', 4101, 0, 65_000),
  };
  if (faults.length > 0) throw new OptionFault(`${faults.join('; ')}. See npm run cluster -- --help.`);
  return options;
}

function parsed(args: readonly string[]) {
  try {
    const text = { type: 'string' } as const;
    const options = {
      group: { ...text, multiple: true },
      each: text,
      port: text,
      help: { type: 'boolean' },
    } as const;
    return parseArgs({ args: [...args], options, strict: true, allowPositionals: false });
  } catch (error) {
    throw new OptionFault(`${(error as Error).message.split('. ')[0]}. See npm run cluster -- --help.`);
  }
}
