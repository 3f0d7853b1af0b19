// A server in a process of its own, so that it can be killed. Takes the configuration as JSON, says where it listens.
import { startServer } from '@touchline/server/start-server';

const { dist, ...config } = JSON.parse(process.argv[2] ?? '{}') as Parameters<typeof startServer>[0] & {
  readonly dist: string;
};
const { url } = await startServer(config, () => {}, { faces: { web: dist, console: dist } });
process.send?.(url);
process.once('disconnect', () => process.exit(0));
