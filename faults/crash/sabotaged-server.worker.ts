import { configFrom } from '../../apps/server/src/config.ts';
import { startServer } from '../../apps/server/src/start-server.ts';
import { sabotagedEngine, type AnySabotage } from '../run/sabotaged-engine.ts';

/** The server on an engine that is broken on purpose: `--sabotage NAME`, then the server's own options. */
const [, , , sabotage, ...args] = process.argv;
const config = configFrom(args, {});
if (config === 'help') throw new Error('There is no help here.');
await startServer(config, (line) => console.log(line), {
  openEngine: (options) => sabotagedEngine(options, sabotage as AnySabotage),
});
