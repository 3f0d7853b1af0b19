import { chownSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Ground, Program } from './kept-server.ts';

/** Fewer connections to the server than any test has to the pooler, so that they are passed from hand to hand. */
const serverConnections = 3;

/** PgBouncer in transaction mode: each transaction may run on another connection of the server. */
export function pooler(
  path: string,
  server: { port: number; password: string },
  { folder, user }: Ground,
): Program {
  const configFile = join(folder, 'pgbouncer.ini');
  const users = join(folder, 'pgbouncer-users.txt');
  const give = (file: string, text: string): void => {
    writeFileSync(file, text);
    if (user.uid !== undefined && user.gid !== undefined) chownSync(file, user.uid, user.gid);
  };
  give(users, `"postgres" "${server.password}"\n`);
  return {
    path,
    args(port) {
      give(
        configFile,
        `[databases]
* = host=127.0.0.1 port=${server.port}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = scram-sha-256
auth_file = ${users}
pool_mode = transaction
default_pool_size = ${serverConnections}
max_client_conn = 200
log_connections = 0
log_disconnections = 0
`,
      );
      return [configFile];
    },
    ready: 'process up',
    taken: /address already in use/i,
  };
}
