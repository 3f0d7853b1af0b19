import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { freePort } from './free-port.ts';

/** Who a server runs as, and where: PostgreSQL and PgBouncer refuse to be root. */
export interface Ground {
  readonly folder: string;
  readonly user: { readonly uid?: number; readonly gid?: number };
}

export interface Program {
  readonly path: string;
  args(port: number): string[];
  /** What it says on standard error when it accepts connections, and when another has its port. */
  readonly ready: string;
  readonly taken: RegExp;
}

export interface KeptServer {
  readonly port: number;
  readonly child: ChildProcess;
  ended(): boolean;
}

const portsMax = 5;
const linesMax = 100;

/** Starts a server on a free port, or on the one it had before. */
export async function keptServer(program: Program, ground: Ground, port?: number): Promise<KeptServer> {
  for (let tries = 0; tries < portsMax; tries++) {
    const server = await startOn(program, ground, port ?? (await freePort()));
    if (server) return server;
  }
  throw new Error(`${program.path} could not take a port in ${portsMax} tries.`);
}

function startOn(
  { path, args, ready, taken }: Program,
  { folder, user }: Ground,
  port: number,
): Promise<KeptServer | undefined> {
  const child = spawn(path, args(port), { ...user, cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] });
  const said: string[] = [];
  let ended = false;
  return new Promise((resolve, reject) => {
    child.once('error', reject).once('exit', () => {
      ended = true;
      if (said.some((line) => taken.test(line))) resolve(undefined);
      else reject(new Error(`${path} did not start:\n${said.join('\n')}`));
    });
    createInterface(child.stderr).on('line', (line) => {
      if (said.length < linesMax) said.push(line);
      if (line.includes(ready)) resolve({ port, child, ended: () => ended });
    });
  });
}
