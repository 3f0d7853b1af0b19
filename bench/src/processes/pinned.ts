import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { availableParallelism } from 'node:os';

/** What is measured has a processor to itself, and what measures another one. */
const processors = { server: 0, load: 1 } as const;

const canPin =
  process.platform === 'linux' &&
  availableParallelism() >= 2 &&
  spawnSync('taskset', ['-c', '0', 'true']).status === 0;

/** Whether processes have processors of their own here; figures without are of little use. */
export const isPinned = (): boolean => canPin;

let pinning = canPin;

/** Lets what is started meanwhile have all processors: several processes are there to use them. */
export async function withoutPins<T>(work: () => Promise<T>): Promise<T> {
  pinning = false;
  try {
    return await work();
  } finally {
    pinning = canPin;
  }
}

/** Starts Node with this file and arguments on its processor (all of its threads), where the system has `taskset`. */
export function pinned(
  role: keyof typeof processors,
  args: readonly string[],
  options: {
    readonly ipc?: boolean;
    readonly nodeOptions?: readonly string[];
    readonly quiet?: boolean;
    readonly env?: Readonly<Record<string, string>>;
    /** A program, and its arguments, that starts Node in its turn. */
    readonly under?: readonly string[];
  } = {},
): ChildProcess {
  const { ipc = false, nodeOptions = [], quiet = false, env = {}, under = [] } = options;
  const command = [...under, process.execPath, ...nodeOptions, ...args];
  const whole = pinning ? ['taskset', '-c', String(processors[role]), ...command] : command;
  const [program, ...rest] = whole as [string, ...string[]];
  return spawn(program, rest, {
    env: { ...process.env, ...env },
    stdio: ['ignore', quiet ? 'ignore' : 'inherit', 'inherit', ...(ipc ? ['ipc' as const] : [])],
  });
}

/** Whatever is started meanwhile, by programs that know nothing of this, runs on the server's processor, too. */
export async function startedPinned<T>(start: () => Promise<T>): Promise<T> {
  if (!pinning) return start();
  const pin = (list: string): unknown => spawnSync('taskset', ['-cp', list, String(process.pid)]);
  pin(String(processors.server));
  try {
    return await start();
  } finally {
    pin(`0-${availableParallelism() - 1}`);
  }
}
