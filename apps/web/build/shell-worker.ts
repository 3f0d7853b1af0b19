import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Plugin, ResolvedConfig } from 'vite';

/** Tells the service worker, once all is built, which files there are and what this version is called. */
export function shellWorker(): Plugin {
  let config: ResolvedConfig;
  return {
    name: 'touchline-shell-worker',
    apply: 'build',
    configResolved: (resolved) => void (config = resolved),
    closeBundle() {
      const dist = resolve(config.root, config.build.outDir);
      const paths = readdirSync(dist, { recursive: true, encoding: 'utf8' })
        .map((path) => path.replaceAll('\\', '/'))
        .filter((path) => /\.\w+$/.test(path) && !/(^|\/)\.|^(sw\.js|index\.html)$|\.(gz|br|map)$/.test(path))
        .toSorted();
      const hash = createHash('sha256');
      for (const path of ['index.html', ...paths]) hash.update(path).update(readFileSync(join(dist, path)));
      const worker = join(dist, 'sw.js');
      const files = ['/', ...paths.map((path) => `/${path}`)];
      const head = `const shellVersion=${JSON.stringify(hash.digest('hex').slice(0, 12))},shellFiles=${JSON.stringify(files)};`;
      writeFileSync(worker, `${head}\n${readFileSync(worker, 'utf8')}`);
    },
  };
}
