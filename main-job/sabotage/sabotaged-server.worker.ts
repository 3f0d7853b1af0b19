import { embeddedEngine } from '@touchline/engine-embedded';
import { configFrom } from '../../apps/server/src/config.ts';
import { startServer } from '../../apps/server/src/start-server.ts';
import { brokenViews } from './broken-views.ts';

/** The server on views that are broken on purpose: `--sabotage NAME`, then the server's own options. */
const [, , , sabotage = '', ...args] = process.argv;
const config = configFrom(args, {});
if (config === 'help') throw new Error('There is no help here.');
const server = await startServer(config, (line) => console.log(line), {
  openEngine: async (options) => brokenViews(await embeddedEngine(options), sabotage),
});
process.once('SIGTERM', () => void server.close().then(() => process.exit(0)));
