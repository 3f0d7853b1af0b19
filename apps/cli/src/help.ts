import { optionsOf, type Argument, type Command } from './command.ts';

/** All commands, one line each. */
export function helpOfAll(commands: readonly Command[]): string {
  const rows = commands.map((command): [string, string] => [usageOf(command), command.about]);
  return [
    'Usage: npx touchline COMMAND [options]',
    '',
    ...table(rows),
    '',
    'Commands talk to the server that runs on the data folder (--data DIR, default ./data), to the one',
    'at --url URL, or, when none runs, open the data folder themselves.',
    'npx touchline COMMAND --help tells more; --version tells which this is.',
    'Exit codes: 0 done, 1 not done, 2 not understood.',
  ].join('\n');
}

export function helpOf(command: Command): string {
  const rows = [
    ...command.arguments.map(({ name, about }): [string, string] => [name, about]),
    ...Object.entries(optionsOf(command)).map(([name, { value, about }]): [string, string] => [
      value === undefined ? `--${name}` : `--${name} ${value}`,
      about,
    ]),
  ];
  return [
    `Usage: npx touchline ${usageOf(command)} [options]`,
    '',
    command.about,
    ...(command.notes === undefined ? [] : [command.notes]),
    '',
    ...table(rows),
    ...(command.examples.length === 0 ? [] : ['', 'Examples:']),
    ...command.examples.map((example) => `  npx touchline ${example}`),
  ].join('\n');
}

const usageOf = ({ name, arguments: args }: Command): string => [name, ...args.map(argumentText)].join(' ');

const argumentText = ({ name, optional }: Argument): string => (optional ? `[${name}]` : name);

function table(rows: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`);
}
