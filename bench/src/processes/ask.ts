import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { pinned } from './pinned.ts';

/** Starts a file of bench/src/tasks on the server's processor. It answers what it is asked, one thing at a time. */
export const startTask = (name: string, under: readonly string[] = []): ChildProcess =>
  pinned('server', [fileURLToPath(new URL(`../tasks/${name}.ts`, import.meta.url))], { ipc: true, under });

export function ask<Answer>(child: ChildProcess, question: object): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const ended = (code: number | null): void =>
      reject(new Error(`${child.spawnargs.at(-1) ?? 'A process'} ended with ${String(code)} (see above).`));
    child.once('exit', ended);
    child.once('message', (answer) => {
      child.off('exit', ended);
      resolve(answer as Answer);
    });
    child.send(question);
  });
}

export async function endTask(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const ended = once(child, 'exit');
  child.disconnect();
  await ended;
}

/** Asks one thing of a task of its own process, which `under` starts. */
export async function askOnce<Answer>(
  name: string,
  question: object,
  under: readonly string[] = [],
): Promise<Answer> {
  const child = startTask(name, under);
  try {
    return await ask<Answer>(child, question);
  } finally {
    await endTask(child);
  }
}
