import { systemClock } from '@touchline/kernel';
import { commands } from './commands.ts';
import { readEnvironment } from './config.ts';
import { findReach } from './reach/find-reach.ts';
import { run } from './run.ts';
import { heedLostOutput, processTerminal } from './terminal.ts';

const argv = process.argv.slice(2);

if (argv[0] === 'start') {
  // The server reads its own options from the command line and stays until it is stopped.
  process.argv.splice(2, 1);
  await import('@touchline/server/main');
} else {
  const interrupted = new AbortController();
  process.once('SIGINT', () => interrupted.abort());
  process.once('SIGTERM', () => interrupted.abort());
  heedLostOutput();
  const { signal } = interrupted;
  const terminal = processTerminal();
  process.exitCode = await run(argv, {
    commands,
    environment: readEnvironment(),
    terminal,
    clock: systemClock,
    signal,
    findReach,
  });
}
