import { resolve } from 'node:path';
import type { Clock } from '@touchline/kernel';
import { version } from '@touchline/server/version';
import { CliFault, usageFault } from './cli-fault.ts';
import type { Command } from './command.ts';
import type { Environment } from './config.ts';
import { helpOf, helpOfAll } from './help.ts';
import { wholeNumber } from './numbers.ts';
import type { Reach } from './reach/reach.ts';
import type { Where } from './reach/find-reach.ts';
import type { Terminal } from './terminal.ts';
import { commandOf, typed } from './typed.ts';

export interface RunDeps {
  readonly commands: readonly Command[];
  readonly environment: Environment;
  readonly terminal: Terminal;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  findReach(where: Where): Promise<Reach>;
}

/** Runs what was typed. The exit code: 0 done, 1 not done, 2 not understood. */
export async function run(argv: readonly string[], deps: RunDeps): Promise<number> {
  const { commands, terminal } = deps;
  try {
    if (isHelp(argv[0]) && (argv[0] !== 'help' || argv.length === 1)) {
      terminal.out(helpOfAll(commands));
      return 0;
    }
    if (argv[0] === 'help') return await run([...argv.slice(1), '--help'], deps);
    if (argv[0] === '--version') {
      terminal.out(`touchline ${version}`);
      return 0;
    }
    if (argv.length === 0) {
      terminal.err(helpOfAll(commands));
      return 2;
    }
    const family = commands.filter(({ name }) => name.startsWith(`${argv[0]} `));
    if (family.length > 0 && isHelp(argv[1])) {
      const all = [...commands.filter(({ name }) => name === argv[0]), ...family];
      terminal.out(all.map(helpOf).join('\n\n'));
      return 0;
    }
    const { command, rest } = commandOf(argv, commands);
    return await runCommand(command, rest, deps);
  } catch (error) {
    terminal.status('');
    const fault = error instanceof CliFault ? error : unforeseen(error);
    terminal.err(`touchline: ${fault.message}`);
    return fault.exitCode;
  }
}

const isHelp = (word: string | undefined): boolean => ['--help', '-h', 'help'].includes(word ?? '');

/** As many as a server takes. */
const partitionsMax = 64;

const partitionsOf = ({ partitions }: Environment): number | undefined =>
  partitions === undefined || partitions === ''
    ? undefined
    : wholeNumber(partitions, 'TOUCHLINE_PARTITIONS', 1, partitionsMax);

const unforeseen = (cause: unknown): CliFault =>
  new CliFault(`The command failed in a way that was not foreseen (${String(cause).split('\n')[0]}).`, {
    cause,
  });

async function runCommand(command: Command, rest: readonly string[], deps: RunDeps): Promise<number> {
  const { args, given } = typed(command, rest);
  const { terminal, environment, clock, signal } = deps;
  if (given.has('help')) {
    terminal.out(helpOf(command));
    return 0;
  }
  if (environment.data === '')
    throw usageFault('TOUCHLINE_DATA is empty: set it to the data folder, or leave it out.');
  const dataFolder = resolve(given.text('data') ?? environment.data ?? './data');
  const opened: Reach[] = [];
  try {
    return await command.run({
      args,
      given,
      terminal,
      clock,
      signal,
      dataFolder,
      environment: environment.all ?? {},
      secret: (name) => environment.secret?.(name),
      async reach({ creates = false } = {}) {
        // A folder that is named means that folder, also where the environment names a server.
        const named = given.text('data') !== undefined;
        const url = given.text('url') ?? (named ? undefined : environment.url);
        const reach = await deps.findReach({
          dataFolder,
          url,
          token: command.ownKeyOnly
            ? undefined
            : (given.text('token') ?? (url === undefined ? undefined : environment.token)),
          ...(command.ownKeyOnly && { ownKeyOnly: command.name }),
          // A store keeps its own: only who makes a new one need say how many.
          partitions: partitionsOf(environment),
          creates,
          log: (line) => terminal.err(line),
        });
        opened.push(reach);
        return reach;
      },
    });
  } finally {
    for (const reach of opened) await reach.close();
  }
}
