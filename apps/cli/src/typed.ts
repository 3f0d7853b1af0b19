import { parseArgs } from 'node:util';
import { optionsOf, type Command, type Given } from './command.ts';
import { ownKeyNeeded } from './reach/own-key-needed.ts';
import { usageFault } from './cli-fault.ts';

export interface Typed {
  readonly args: readonly string[];
  readonly given: Given;
}

/** The command that was typed, by its one or two words, and what follows them. */
export function commandOf(
  argv: readonly string[],
  commands: readonly Command[],
): { command: Command; rest: readonly string[] } {
  const [first = '', second = ''] = argv;
  const two = commands.find(({ name }) => name === `${first} ${second}`);
  if (two) return { command: two, rest: argv.slice(2) };
  const one = commands.find(({ name }) => name === first);
  if (one) return { command: one, rest: argv.slice(1) };
  const family = commands.filter(({ name }) => name.startsWith(`${first} `)).map(({ name }) => name);
  if (family.length > 0)
    throw usageFault(
      second === '' || second.startsWith('-')
        ? `“${first}” needs one more word: ${family.join(', ')}.`
        : `There is no command “${first} ${second}”. There are: ${family.join(', ')}.`,
    );
  const near = commands.map(({ name }) => name).filter((name) => name.startsWith(first.slice(0, 3)));
  const hint = near.length > 0 ? ` Did you mean ${near.join(' or ')}?` : '';
  throw usageFault(`There is no command “${first}”.${hint} npx touchline --help lists them.`);
}

/** Reads options and arguments as the command declares them. */
export function typed(command: Command, rest: readonly string[]): Typed {
  const options = optionsOf(command);
  const declared = Object.fromEntries(
    Object.entries(options).map(([name, { value, many }]) => [
      name,
      {
        type: value === undefined ? ('boolean' as const) : ('string' as const),
        multiple: many === true,
        ...(name === 'help' && { short: 'h' }),
      },
    ]),
  );
  if (command.ownKeyOnly && rest.some((word) => /^--token(=|$)/.test(word))) throw ownKeyNeeded(command.name);
  const { values, positionals } = parsed(command, rest, declared);
  if (values['help'] !== true) {
    checkArguments(command, positionals);
    for (const [name, { value, about, mayBeEmpty }] of Object.entries(options))
      if (!mayBeEmpty && [values[name]].flat().includes(''))
        throw usageFault(`--${name} takes ${value}, and it is empty: ${about}. ${seeHelp(command)}`);
  }
  return {
    args: positionals,
    given: {
      text: (name) => (typeof values[name] === 'string' ? values[name] : undefined),
      list: (name) => (Array.isArray(values[name]) ? values[name].map(String) : []),
      has: (name) => values[name] === true,
    },
  };
}

function parsed(
  command: Command,
  rest: readonly string[],
  options: NonNullable<Parameters<typeof parseArgs>[0]>['options'],
) {
  try {
    return parseArgs({ args: [...rest], options: options ?? {}, strict: true, allowPositionals: true });
  } catch (error) {
    const what =
      dashed(rest, command) ??
      (error as Error).message.split('. ')[0]?.replaceAll("'", '') ??
      'An option is wrong';
    throw usageFault(`${what}. ${seeHelp(command)}`);
  }
}

/** What to say where the value of an option looks like another option: Node's own words take three lines. */
function dashed(rest: readonly string[], command: Command): string | undefined {
  const options = optionsOf(command);
  const isValued = (word: string): boolean => options[word.replace(/^--/, '')]?.value !== undefined;
  const at = rest.findIndex(
    (word, i) => word.startsWith('--') && isValued(word) && rest[i + 1]?.startsWith('-'),
  );
  if (at === -1) return undefined;
  const [option = '', value = ''] = rest.slice(at);
  return `${option} needs a value, and “${value}” looks like another option; as a value it is written ${option}=${value}`;
}

function checkArguments(command: Command, found: readonly string[]): void {
  const missing = command.arguments.slice(found.length).find(({ optional }) => !optional);
  if (missing) throw usageFault(`${missing.name} is missing: ${missing.about}. ${seeHelp(command)}`);
  const empty = command.arguments[found.indexOf('')];
  if (empty) throw usageFault(`${empty.name} is empty: ${empty.about}. ${seeHelp(command)}`);
  const extra = found[command.arguments.length];
  if (extra !== undefined) throw usageFault(`“${extra}” is one argument too many. ${seeHelp(command)}`);
}

const seeHelp = ({ name }: Pick<Command, 'name'>): string => `See npx touchline ${name} --help.`;
