import { spawn, type ChildProcess, type StdioOptions } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const running = new Set<ChildProcess>();
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

/** Starts a script of ours under this Node. It does not outlive this process, nor its limit. */
export function nodeProcess(
  script: string,
  args: readonly string[],
  limitMs: number,
  stdio: StdioOptions = 'inherit',
  nodeOptions: readonly string[] = [],
): ChildProcess {
  const path = fileURLToPath(new URL(`../../${script}`, import.meta.url));
  const child = spawn(process.execPath, [...nodeOptions, path, ...args], { stdio });
  // Not the option of spawn: its timer outlives a process that was let go of.
  const timer = setTimeout(() => child.kill('SIGKILL'), limitMs);
  running.add(child);
  child.once('exit', () => {
    clearTimeout(timer);
    running.delete(child);
  });
  return child;
}

/** Its exit code once it has ended; `null` when a signal ended it. */
export function endOf(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve(child.exitCode);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => resolve(code));
  });
}
