import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { Problem } from './problem.mjs';

const forwarded = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);
const repeatMs = 1_000;
const lifeline = new URL('./lifeline.mjs', import.meta.url).href;

/**
 * Runs a command to its end with our terminal, and resolves with the code to exit with.
 *
 * With `ownSession` the command gets each wish to stop exactly once. Ctrl-C reaches a whole process group, and npm
 * passes it on as well, so the child would see two or three. In a session of its own it sees only what we forward:
 * the first signal. A second one, a second later or more, is impatience and ends it at once. The lifeline makes it
 * stop if we are killed in a way that cannot be forwarded.
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, ownSession?: boolean, timeoutMs?: number }} options
 * @returns {Promise<number>}
 */
export function runUntilExit(command, args, { cwd, env, ownSession = false, timeoutMs }) {
  const child = spawn(command, ownSession ? ['--import', lifeline, ...args] : args, {
    cwd,
    env,
    timeout: timeoutMs,
    killSignal: 'SIGKILL',
    detached: ownSession && process.platform !== 'win32',
    stdio: ownSession ? ['inherit', 'inherit', 'inherit', 'ipc'] : 'inherit',
  });
  let askedAtMs = 0;
  /** @param {NodeJS.Signals} signal */
  const forward = (signal) => {
    const nowMs = performance.now();
    if (askedAtMs === 0) {
      askedAtMs = nowMs;
      child.kill(signal);
    } else if (nowMs - askedAtMs > repeatMs) child.kill('SIGKILL');
  };
  for (const signal of forwarded) process.on(signal, forward);

  return new Promise((resolve, reject) => {
    child.once('error', (/** @type {NodeJS.ErrnoException} */ error) => {
      const why =
        error.code === 'ENOENT' ? 'it was not found, or is not made for this system' : error.message;
      reject(new Problem(`${command} could not be started: ${why}.`));
    });
    child.once('close', (code, signal) => resolve(code ?? 128 + (signal ? constants.signals[signal] : 0)));
  }).finally(() => {
    for (const signal of forwarded) process.off(signal, forward);
  });
}
