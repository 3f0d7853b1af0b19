import { resolve } from 'node:path';
import { readServerFile } from '@touchline/server/server-file';
import { CliFault } from '../cli-fault.ts';
import type { Command } from '../command.ts';

export const operatorKey: Command = {
  name: 'operator-key',
  about: 'Prints the key of the server that runs on the data folder, to come into the console with.',
  notes:
    'The server makes a new one at each start. It opens every door: whoever can read the data folder can read it. Better give an account a role: `accounts role`.',
  arguments: [],
  options: { data: { value: 'DIR', about: 'the data folder (TOUCHLINE_DATA, default ./data)' } },
  examples: ['operator-key'],
  reaches: false,
  async run({ given, terminal, dataFolder }) {
    const folder = resolve(given.text('data') ?? dataFolder);
    const running = await readServerFile(folder);
    if (!running) throw new CliFault(`No server runs on ${folder}. Start it: npx touchline start`);
    terminal.err(`For ${running.url}/console, until the server stops:`);
    terminal.out(running.key);
    return 0;
  },
};
