import type { Clock } from '@touchline/kernel';
import type { SecretName } from './config.ts';
import type { Reach } from './reach/reach.ts';
import type { Terminal } from './terminal.ts';

export interface Option {
  /** Stands for the value in help texts, e.g. `N`. Without it the option is a switch. */
  readonly value?: string;
  readonly about: string;
  /** An empty value means something. */
  readonly mayBeEmpty?: true;
  /** May be given several times. */
  readonly many?: true;
}

export interface Argument {
  readonly name: string;
  readonly about: string;
  readonly optional?: true;
}

/** One command: its help text, what it accepts and what it does come from here. */
export interface Command {
  /** One or two words: `events`, `dead-letters skip`. */
  readonly name: string;
  /** One sentence for the table of commands. */
  readonly about: string;
  readonly arguments: readonly Argument[];
  readonly options: Readonly<Record<string, Option>>;
  /** More for its own help: what it prints, what to know before. */
  readonly notes?: string;
  readonly examples: readonly string[];
  /** False for commands that need no running system: they take neither --url nor --token. */
  readonly reaches: boolean;
  /** True where only the key of the data folder may: the token of an administrator is refused before anything is asked. */
  readonly ownKeyOnly?: true;
  run(call: CommandCall): Promise<number>;
}

export interface CommandCall {
  readonly args: readonly string[];
  readonly given: Given;
  readonly terminal: Terminal;
  readonly clock: Clock;
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
  readonly dataFolder: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** A secret of the environment, if it is there. */
  secret(name: SecretName): string | undefined;
  /** The system, however it is reached. `creates`: an empty data folder will do. */
  reach(options?: { creates?: boolean }): Promise<Reach>;
}

/** The options that were given. */
export interface Given {
  text(name: string): string | undefined;
  list(name: string): readonly string[];
  has(name: string): boolean;
}

const keyedOptions: Readonly<Record<string, Option>> = {
  data: { value: 'DIR', about: 'the data folder (TOUCHLINE_DATA, default ./data)' },
  url: { value: 'URL', about: 'a server to talk to instead (TOUCHLINE_URL)' },
};

/** Every command that reaches the system has these. */
const reachOptions: Readonly<Record<string, Option>> = {
  ...keyedOptions,
  token: { value: 'TOKEN', about: 'access token of an administrator, with --url (TOUCHLINE_TOKEN)' },
};

export const optionsOf = ({ options, reaches, ownKeyOnly }: Command): Readonly<Record<string, Option>> => ({
  ...options,
  ...(reaches && (ownKeyOnly ? keyedOptions : reachOptions)),
  help: { about: 'this text' },
});
