// npm run cluster [-- --group posts,feed --group … --each 2 --port 4101]
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { clusterHelp, clusterOptions, OptionFault } from './cluster/cluster-options.ts';
import { runCluster } from './cluster/run-cluster.ts';

const interrupted = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => interrupted.abort());

const folder = mkdtempSync(join(tmpdir(), 'touchline-cluster-'));
try {
  const options = clusterOptions(process.argv.slice(2));
  if (options === 'help') console.log(clusterHelp);
  else await runCluster(options, folder, interrupted.signal, (line) => console.log(line));
} catch (error) {
  console.error(`touchline: ${(error as Error).message}`);
  process.exitCode = error instanceof OptionFault ? 2 : 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
