import { boundHeap } from './bounded-heap.ts';
import { configFrom, ConfigFault, readEnvironment, startHelp } from './config.ts';
import { jsonLog, textLog } from './log.ts';
import { startServer } from './start-server.ts';

/** Reads the configuration, starts, stops on a signal. */
try {
  const config = configFrom(process.argv.slice(2), readEnvironment());
  if (config === 'help') {
    console.log(startHelp);
  } else {
    boundHeap();
    const write = (line: string): void => console.log(line);
    const log = config.log === 'json' ? jsonLog(write, Date.now) : textLog(write);
    const server = await startServer(config, log);
    const stop = (): void => {
      server.close().then(
        () => process.exit(0),
        (error: unknown) => fail(error),
      );
    };
    process.once('SIGINT', stop);
    process.once('SIGTERM', stop);
  }
} catch (error) {
  fail(error);
}

function fail(error: unknown): never {
  console.error(`touchline: ${(error as Error).message}`);
  process.exit(error instanceof ConfigFault ? 2 : 1);
}
