import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

let folder: string;
before(async () => void (folder = await mkdtemp(join(tmpdir(), 'touchline-start-'))));
after(() => rm(folder, { recursive: true }));

interface Run {
  readonly output: () => string;
  /** Resolves when the text has been printed; rejects when the process ends before. */
  printed(text: string): Promise<void>;
  readonly ended: Promise<number | null>;
  signal(name: NodeJS.Signals): void;
}

function start(...args: string[]): Run {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'main.ts'), ...args]);
  let output = '';
  const ended = once(child, 'close').then(([code]) => code as number | null);
  const heard = (chunk: Buffer): void => void (output += chunk.toString());
  child.stdout.on('data', heard);
  child.stderr.on('data', heard);
  return {
    output: () => output,
    ended,
    signal: (name) => void child.kill(name),
    printed: (text) =>
      new Promise((resolve, reject) => {
        const look = (): void => void (output.includes(text) && resolve());
        child.stdout.on('data', look);
        ended.then(() => reject(new Error(`ended before “${text}”: ${output}`)), reject);
        look();
      }),
  };
}

const urlOf = (run: Run): string => /http:\/\/127\.0\.0\.1:\d+/.exec(run.output())?.[0] ?? '';

test('a first start with --demo fills an empty folder; a second one goes on where it stopped', async () => {
  const data = join(folder, 'data');
  const first = start('--port', '0', '--data', data, '--demo');
  await first.printed('Stop with Ctrl-C');
  match(first.output(), /demo community of 10 people/);
  match(first.output(), /Data: .*, \d{3,} events\./);
  match(first.output(), /Durability: .*synchronous=FULL/);
  const feed = await (await fetch(`${urlOf(first)}/v1/feed/public`)).text();
  const { demo } = (await (await fetch(`${urlOf(first)}/config.json`)).json()) as { demo: { login: string } };
  const entered = await fetch(`${urlOf(first)}/v1/sessions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ ...demo, name: undefined }),
  });
  equal(entered.status, 201, 'a visitor may look around as one of them');
  first.signal('SIGTERM');
  equal(await first.ended, 0);

  const second = start('--port', '0', '--data', data, '--demo');
  await second.printed('Stop with Ctrl-C');
  match(second.output(), /not empty, so --demo leaves it as it is/);
  equal(await (await fetch(`${urlOf(second)}/v1/feed/public`)).text(), feed);
  equal((await fetch(`${urlOf(second)}/readyz`)).status, 200);

  const third = start('--port', '0', '--data', data);
  equal(await third.ended, 1);
  match(third.output(), /^touchline: The data folder .* is in use by process \d+/);
  second.signal('SIGINT');
  equal(await second.ended, 0);
});

test('a wrong option, a port in use and an unwritable folder: one clear sentence, and not zero', async () => {
  const wrong = start('--prot', '1', '--port', 'x');
  equal(await wrong.ended, 2);
  match(wrong.output(), /^touchline: .*--prot.*--help to see the options\.\n$/);
  const twice = start('--port', 'x', '--partitions', '0');
  equal(await twice.ended, 2);
  match(twice.output(), /--port takes a whole number.*; --partitions takes a whole number/);

  const taken = createServer().listen(0, '127.0.0.1');
  await once(taken, 'listening');
  const { port } = taken.address() as AddressInfo;
  const inUse = start('--port', String(port), '--data', join(folder, 'other'));
  equal(await inUse.ended, 1);
  match(inUse.output(), new RegExp(`^touchline: Port ${port} on 127.0.0.1 is in use`));
  deepEqual(await readdir(join(folder, 'other')), [], 'nothing was made');
  taken.close();

  const file = join(folder, 'a-file');
  await writeFile(file, '');
  const unwritable = start('--data', join(file, 'data'));
  ok((await unwritable.ended) !== 0);
  match(unwritable.output(), /^touchline: The data folder .* cannot be made \(ENOTDIR\)/);
  const noFolder = start('--data', file);
  equal(await noFolder.ended, 2);
  match(noFolder.output(), /^touchline: The data folder .* is a file: choose another with --data/);
});
