import { execFileSync } from 'node:child_process';
import { appendFileSync, chownSync, cpSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Ground, Program } from './kept-server.ts';

export interface Cluster extends Program {
  /** Where its data are. */
  readonly data: string;
  /** A copy of its data, to be run as its standby. It does not run meanwhile. `port` is where it will be reached. */
  standby(name: string, port: number): Cluster;
}

/** Makes an empty cluster and tells how to run it. */
export function postgresCluster(found: string, password: string, ground: Ground): Cluster {
  const { folder, user } = ground;
  const bin = reachable(found, ground);
  const data = join(folder, 'data');
  const passwordFile = join(folder, 'password');
  writeFileSync(passwordFile, password);
  if (user.uid !== undefined && user.gid !== undefined) chownSync(passwordFile, user.uid, user.gid);
  execFileSync(
    join(bin, 'initdb'),
    [
      `--pgdata=${data}`,
      '--username=postgres',
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      // An order that is not that of bytes, as most clusters have: what leans on the order of bytes must say so.
      '--locale-provider=icu',
      '--icu-locale=en-US',
      '--locale=C',
      '--no-sync',
    ],
    { ...user, cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] },
  );
  const settings = [
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'fsync=on',
    'max_connections=200',
    'shared_buffers=64MB',
  ];
  const clusterIn = (place: string): Cluster => ({
    path: join(bin, 'postgres'),
    args: (port) => ['-D', place, ...[...settings, `port=${port}`].flatMap((setting) => ['-c', setting])],
    // A standby takes connections that only read.
    ready: 'ready to accept',
    taken: /could not bind/,
    data: place,
    standby(name, port) {
      const copy = join(folder, name);
      execFileSync('cp', ['-a', place, copy], { ...user, cwd: folder });
      const primary = `host=127.0.0.1 port=${port} user=postgres password=${password}`;
      // The last one counts: a standby that was promoted follows another primary now.
      appendFileSync(join(copy, 'postgresql.conf'), `primary_conninfo = '${primary}'\n`);
      const signal = join(copy, 'standby.signal');
      writeFileSync(signal, '');
      if (user.uid !== undefined && user.gid !== undefined) chownSync(signal, user.uid, user.gid);
      return clusterIn(copy);
    },
  });
  return clusterIn(data);
}

/** A folder of the binaries that the server's user may enter. */
function reachable(found: string, { folder, user }: Ground): string {
  const run = (bin: string): unknown =>
    execFileSync(join(bin, 'postgres'), ['--version'], { ...user, cwd: folder, stdio: 'ignore' });
  try {
    run(found);
    return found;
  } catch {
    const copy = join(folder, 'native');
    cpSync(dirname(found), copy, { recursive: true, verbatimSymlinks: true });
    run(join(copy, 'bin'));
    return join(copy, 'bin');
  }
}
