import { equal, match } from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { statement, testServer, withPostgres, type TestServer } from '@touchline/engine-postgres/testing';

interface Run {
  readonly url: string;
  readonly key: string;
  readonly said: string;
  stop(): Promise<number | null>;
}

withPostgres('the server on PostgreSQL', () => {
  let folder: string;
  let postgres: TestServer;
  const running = new Set<ChildProcess>();
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'touchline-on-postgres-'));
    postgres = await testServer();
  });
  after(async () => {
    for (const child of running) child.kill('SIGKILL');
    await postgres.stop();
    await rm(folder, { recursive: true });
  });

  const env = (): NodeJS.ProcessEnv => ({
    TOUCHLINE_ENGINE: 'postgres',
    TOUCHLINE_DATABASE: postgres.url('postgres'),
    TOUCHLINE_MASTER_KEY: '07'.repeat(32),
  });

  /** Starts a process; resolves when it serves, or has ended. */
  async function start(name: string, ...args: string[]): Promise<Run> {
    const data = join(folder, name);
    const child = spawn(
      process.execPath,
      [join(import.meta.dirname, 'main.ts'), '--port', '0', '--data', data, ...args],
      { env: env() },
    );
    running.add(child);
    const ended = once(child, 'close').then(([code]) => code as number | null);
    void ended.then(() => running.delete(child));
    let said = '';
    const served = new Promise<void>((resolve) => {
      const heard = (chunk: Buffer): void => {
        said += chunk.toString();
        if (said.includes('Stop with Ctrl-C')) resolve();
      };
      child.stdout.on('data', heard);
      child.stderr.on('data', heard);
    });
    await Promise.race([served, ended]);
    const file = await readFile(join(data, 'run', 'server.json'), 'utf8').catch(() => '{}');
    const { url = '', key = '' } = JSON.parse(file) as { url?: string; key?: string };
    return {
      url,
      key,
      get said() {
        return said;
      },
      stop() {
        child.kill('SIGTERM');
        return ended;
      },
    };
  }

  const json = { 'content-type': 'application/json' };

  test('two processes with other services are one Touchline: what one writes the other shows', async () => {
    const people = await start('people', '--services', 'identity,people,graph');
    const posts = await start('posts', '--services', 'posts,feed');
    match(people.said, /Data: PostgreSQL at 127\.0\.0\.1:\d+\/postgres, no events yet\./);
    match(people.said, /Durability: Every answered write is on disk .*fsync = on, synchronous_commit = on/);
    match(posts.said, /Services: posts, feed\n/);
    const secret = new URL(postgres.url('x')).password;
    equal(people.said.includes(secret) || posts.said.includes(secret), false);

    const account = { handle: 'ana', name: 'Ana', email: 'ana@example.org', password: 'a long pass phrase' };
    const made = await fetch(`${people.url}/v1/accounts`, {
      method: 'POST',
      headers: json,
      body: JSON.stringify(account),
    });
    equal(made.status, 201, await made.clone().text());
    const opened = await fetch(`${people.url}/v1/sessions`, {
      method: 'POST',
      headers: json,
      body: JSON.stringify({ login: 'ana', password: account.password }),
    });
    const { accessToken } = (await opened.json()) as { accessToken: string };
    const claims = Buffer.from(accessToken.split('.')[1] ?? '', 'base64url').toString();
    const { sid: session } = JSON.parse(claims) as { sid: string };
    const authorization = `Bearer ${accessToken}`;
    // The token of one process opens the other, and not the routes of services that do not run there.
    const published = await fetch(`${posts.url}/v1/posts`, {
      method: 'POST',
      headers: { ...json, authorization },
      body: JSON.stringify({ text: 'from another process' }),
    });
    equal(published.status, 201, await published.clone().text());
    let feed = '';
    for (const { headers } of [made, published]) {
      const least = headers.get('touchline-position') ?? '';
      const answer = await fetch(`${posts.url}/v1/feed/public`, {
        headers: { 'touchline-min-position': least },
      });
      equal(answer.status, 200);
      feed = await answer.text();
    }
    match(feed, /"handle":"ana".*from another process/);
    equal((await fetch(`${posts.url}/v1/accounts`, { method: 'POST' })).status, 404);

    // A session that ends in one process is over in the other.
    const ended = await fetch(`${people.url}/v1/sessions/${session}`, {
      method: 'DELETE',
      headers: { authorization },
    });
    equal(ended.status < 300, true, await ended.clone().text());
    const position = ended.headers.get('touchline-position') ?? '';
    for (let status = 200; status !== 401;)
      status = (
        await fetch(`${posts.url}/v1/feed`, {
          headers: { authorization, 'touchline-min-position': position },
        })
      ).status;

    const ready = (await (await fetch(`${posts.url}/readyz`)).json()) as object;
    equal('unsafe' in ready && Array.isArray(ready.unsafe) && ready.unsafe.length, 0);
    const backup = await fetch(`${posts.url}/v1/operator/backup`, {
      method: 'POST',
      headers: { ...json, authorization: `Bearer ${posts.key}` },
      body: JSON.stringify({ folder: join(folder, 'backup') }),
    });
    match(await backup.text(), /not-backed-up-here/);
    equal(await people.stop(), 0);
    equal(await posts.stop(), 0);
  });

  test('a server that may lose answered writes is refused, or named unsafe wherever durability is told', async () => {
    const url = postgres.url('postgres');
    await statement(url, 'ALTER SYSTEM SET full_page_writes = off');
    await statement(url, 'SELECT pg_reload_conf()');
    // The reload is in force once a fresh session shows it.
    for (let shown: unknown = ''; shown !== 'off';)
      shown = (await statement(url, 'SHOW full_page_writes'))[0]?.['full_page_writes'];

    const refused = await start('refused');
    equal(await refused.stop(), 2);
    match(
      refused.said,
      /^touchline: PostgreSQL is set so that .*full_page_writes is off: .*--unsafe-durability/,
    );
    const allowed = await start('allowed', '--unsafe-durability');
    match(allowed.said, /Durability: UNSAFE: full_page_writes is off/);
    equal(/Every answered write is on disk/.test(allowed.said), false);
    match(await (await fetch(`${allowed.url}/readyz`)).text(), /"unsafe":\["full_page_writes is off/);
    equal(await allowed.stop(), 0);
  });
});
