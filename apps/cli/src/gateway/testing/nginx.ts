import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, watch, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const places = [
  '/usr/sbin/nginx',
  '/usr/local/sbin/nginx',
  '/usr/local/bin/nginx',
  '/opt/homebrew/bin/nginx',
];

/** The nginx of this machine, if it has one. */
export const nginxBinary = places.find((path) => existsSync(path));

export interface Nginx {
  readonly url: string;
  /** What `nginx -t` says. */
  readonly checked: string;
  /** The requests it saw, of which it keeps a line each; after `stop`. */
  requests(): readonly { path: string; status: number; server: string; request: string }[];
  stop(): Promise<void>;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}

/** Runs nginx on a configuration in a folder of its own. It listens when this resolves. */
export async function startNginx(
  binary: string,
  config: (place: { port: number; accessLog: string }) => Promise<string>,
): Promise<Nginx> {
  const folder = mkdtempSync(join(tmpdir(), 'touchline-nginx-'));
  const accessLog = join(folder, 'access.log');
  const port = await freePort();
  writeFileSync(join(folder, 'touchline.conf'), await config({ port, accessLog }));
  writeFileSync(join(folder, 'nginx.conf'), around(folder));
  const args = ['-p', folder, '-c', join(folder, 'nginx.conf'), '-e', join(folder, 'error.log')];
  const checked = execFileSync(binary, [...args, '-t', '-q'], {
    encoding: 'utf8',
    timeout: 20_000,
    stdio: 'pipe',
  });
  const child = spawn(binary, args, { stdio: 'ignore' });
  const gone = once(child, 'exit');
  // It writes its pid once it listens.
  const pidFile = join(folder, 'nginx.pid');
  const watched = watch(folder);
  const listens = new Promise<void>((resolve) => {
    const look = (): void => {
      if (existsSync(pidFile) && readFileSync(pidFile, 'utf8') !== '') resolve();
    };
    watched.on('change', look);
    look();
  });
  const ended = await Promise.race([listens.then(() => false), gone.then(() => true)]);
  watched.close();
  if (ended) throw new Error(`nginx ended at once: ${readFileSync(join(folder, 'error.log'), 'utf8')}`);
  let lines: readonly string[] = [];
  return {
    url: `http://127.0.0.1:${port}`,
    checked,
    requests: () => lines.map((line) => JSON.parse(line) as ReturnType<Nginx['requests']>[number]),
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGTERM');
      await gone;
      lines = readFileSync(accessLog, 'utf8').trim().split('\n').filter(Boolean);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** What a packaged nginx brings itself. */
const around = (folder: string): string => `
${process.getuid?.() === 0 ? 'user root;' : ''}
daemon off;
worker_processes 1;
pid ${folder}/nginx.pid;
events { worker_connections 256; }
http {
  client_body_temp_path ${folder}/body;
  proxy_temp_path ${folder}/proxy;
  fastcgi_temp_path ${folder}/fastcgi;
  uwsgi_temp_path ${folder}/uwsgi;
  scgi_temp_path ${folder}/scgi;
  include ${folder}/touchline.conf;
}
`;
