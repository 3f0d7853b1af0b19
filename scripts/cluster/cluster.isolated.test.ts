import { equal, match, throws } from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { test } from 'node:test';
import { withPostgres } from '@touchline/engine-postgres/testing';
import { root } from '../tools.ts';

interface Run {
  said(): string;
  /** Resolves when this has been said, or the process has ended. */
  until(text: string): Promise<void>;
  readonly ended: Promise<number | null>;
  interrupt(): void;
}

function run(...args: string[]): Run {
  const child = spawn(process.execPath, [join(root, 'scripts/cluster.ts'), ...args]);
  const ended = once(child, 'close').then(([code]) => code as number | null);
  let said = '';
  const waiting: (() => void)[] = [];
  const heard = (chunk: Buffer): void => {
    said += chunk.toString();
    for (const look of waiting) look();
  };
  child.stdout.on('data', heard);
  child.stderr.on('data', heard);
  return {
    said: () => said,
    ended,
    interrupt: () => void child.kill('SIGINT'),
    until: (text) =>
      Promise.race([
        ended.then(() => undefined),
        new Promise<void>((resolve) => {
          const look = (): void => void (said.includes(text) && resolve());
          waiting.push(look);
          look();
        }),
      ]),
  };
}

withPostgres('a cluster on one machine', () => {
  test('starts a process for each group, says where they are, and leaves none behind', async () => {
    const cluster = run(
      '--group',
      'identity,people,graph',
      '--group',
      'posts,feed',
      '--each',
      '1',
      '--port',
      '0',
    );
    await cluster.until('Stop with Ctrl-C');
    const processes = [...cluster.said().matchAll(/^(http\S+) {2}(\S+) 1 {2}\(process (\d+),/gm)];
    equal(processes.length, 2, cluster.said());
    for (const [, url] of processes) equal((await fetch(`${url}/healthz`)).status, 200);
    const [first, second] = processes;
    const feed = (url: string | undefined): Promise<Response> => fetch(`${url}/v1/feed/public`);
    equal((await feed(first?.[1])).status, 404);
    equal((await feed(second?.[1])).status, 200);
    cluster.interrupt();
    equal(await cluster.ended, 0);
    for (const [, , , pid] of processes) throws(() => process.kill(Number(pid), 0), { code: 'ESRCH' });
  });
});

test('what cannot be understood is said in one sentence', async () => {
  const wrong = run('--each', '99', '--port', 'x');
  equal(await wrong.ended, 2);
  match(wrong.said(), /^touchline: --each takes .*“99”; --port takes .*“x”\. See npm run cluster -- --help/);
});
