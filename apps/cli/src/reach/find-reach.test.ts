import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test, type TestContext } from 'node:test';
import { writeServerFile } from '@touchline/server/server-file';
import { findReach, type Where } from './find-reach.ts';
import { remoteReach } from './remote.ts';

async function folderOf(t: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'touchline-cli-'));
  t.after(() => rm(folder, { recursive: true }));
  return folder;
}

const where = (dataFolder: string, more: Partial<Where> = {}): Where => ({
  dataFolder,
  partitions: 1,
  creates: false,
  log: () => {},
  ...more,
});

describe('how the system is reached', () => {
  test('by the server that runs on the data folder', async (t) => {
    const folder = await folderOf(t);
    await writeServerFile(folder, { pid: process.pid, url: 'http://127.0.0.1:4100', key: 'operator.k' });
    const reach = await findReach(where(folder));
    assert.deepEqual([reach.how, reach.inProcess], ['the server at http://127.0.0.1:4100', false]);
  });

  test('by its address, with a token, or without one where the key lies', async (t) => {
    const folder = await folderOf(t);
    const url = 'http://127.0.0.1:4100';
    await assert.rejects(findReach(where(folder, { url })), /--url needs --token/);
    assert.equal((await findReach(where(folder, { url, token: 't' }))).how, `the server at ${url}`);
    await writeServerFile(folder, { pid: process.pid, url, key: 'operator.k' });
    assert.equal((await findReach(where(folder, { url: `${url}/` }))).how, `the server at ${url}`);
    await assert.rejects(findReach(where(folder, { url: 'http://elsewhere' })), /--url needs --token/);
    await assert.rejects(findReach(where(folder, { url: 'localhost:4100' })), { exitCode: 2 });
    await assert.rejects(findReach(where(folder, { token: 't' })), { exitCode: 2 });
    const elsewhere = where(folder, { url: 'http://elsewhere', ownKeyOnly: 'import-graph' });
    await assert.rejects(findReach(elsewhere), /import-graph acts for everybody/);
  });

  test('a folder without data is a mistake in its name, and is not filled by looking at it', async (t) => {
    const folder = await folderOf(t);
    await assert.rejects(findReach(where(join(folder, 'typo'))), /There is no data in .*typo.*--data DIR/);
  });

  test('the key signs each request, and stands before the person it acts for', async () => {
    const sent: (string | null)[] = [];
    const reach = remoteReach('http://host/', 'operator.k', async (url, { headers }) => {
      sent.push(url, new Headers(headers).get('authorization'));
      return Response.json({});
    });
    await reach.fetch('/v1/x');
    await reach.fetch('/v1/y', { as: '01abc' });
    assert.deepEqual(sent, [
      'http://host/v1/x',
      'Bearer operator.k',
      'http://host/v1/y',
      'Bearer operator.k/01abc',
    ]);
  });

  test('a server that does not answer is told with its address and what to do', async () => {
    const refused = Object.assign(new TypeError('fetch failed'), { cause: { code: 'ECONNREFUSED' } });
    const reach = remoteReach('http://host', 'k', () => Promise.reject(refused));
    await assert.rejects(
      reach.fetch('/v1/x'),
      /No answer from http:\/\/host \(ECONNREFUSED\).*touchline start/,
    );
  });
});
