import { usageFault } from '../cli-fault.ts';
import type { Command } from '../command.ts';

/** Only for the table of commands: `main.ts` hands over to the server before any command is looked up. */
export const start: Command = {
  name: 'start',
  about: 'Starts the server on a data folder; it runs until it is stopped.',
  arguments: [],
  options: {},
  examples: ['start --data ./data --port 4100'],
  reaches: false,
  run: () =>
    Promise.reject(usageFault('npx touchline start takes the options of the server; see its --help.')),
};
